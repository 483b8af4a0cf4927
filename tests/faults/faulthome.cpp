// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/faulthome.h"

#include "app/store/localstore.h"
#include "tests/support/waysback.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>

#include <sys/stat.h>

namespace plancia::tests {

namespace {
constexpr int kPatienceMs = 60'000;
constexpr int kAgedHours = 5 * 24 + 1; ///< less than the trash keeps
constexpr int kRuleBroken = 76;        ///< exit status of a check

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

bool copyTree(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    return QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), from, to}) == 0;
}

/// The seal of the archive knows the main file by its inode and time (app/backup/archive/archivefolder.cpp).
bool sealAnew(const QString &home)
{
    struct stat status {};
    if (::stat(QFile::encodeName(home + QStringLiteral("/data/control.db")).constData(), &status) != 0)
        return false;
    QDirIterator seals(home + QStringLiteral("/data/archive"), {QStringLiteral("seal.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (seals.hasNext()) {
        const QString path = seals.next();
        QJsonObject seal = QJsonDocument::fromJson(readFile(path)).object();
        const qint64 ns = static_cast<qint64>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
        seal.insert(QStringLiteral("main"), QJsonArray{QString::number(status.st_dev), QString::number(status.st_ino),
                                                       static_cast<qint64>(status.st_size), QString::number(ns)});
        if (!writeFile(path, QJsonDocument(seal).toJson(QJsonDocument::Compact)))
            return false;
    }
    return true;
}
} // namespace

QJsonObject Ended::json() const { return QJsonDocument::fromJson(out).object(); }

QString Ended::code() const
{
    return QJsonDocument::fromJson(err.trimmed().split('\n').last()).object().value(QStringLiteral("code")).toString();
}

QList<Scenario> scenarios()
{
    return {
        {"commit, archive and checkpoint", {"tenant", "create", "under-fault", "--name", "Under fault"}},
        {"backup", {"backup", "create"}, "base", false},
        {"encrypted backup", {"backup", "create"}, "encrypted", false},
        {"verify", {"backup", "verify", "@A"}, "base", false},
        {"prove", {"backup", "prove", "@A"}, "base", false},
        {"delete", {"backup", "delete", "@B"}, "base", false},
        {"undelete", {"backup", "undelete", "@T"}, "base", false},
        {"prune", {"backup", "prune"}, "many", false},
        {"restore of a backup", {"backup", "restore", "@A", "--yes"}},
        {"restore of a moment", {"restore", "--commit", "@N", "--yes"}},
        {"undo of a restore", {"backup", "undo", "--yes"}, "restored"},
        {"undo of an undo", {"backup", "undo", "--yes"}, "undone"},
        {"packing of an older backup", {"backup", "create"}, "three", false},
        {"thinning of the archive", {"tenant", "create", "under-fault", "--name", "Under fault"}, "aged"},
        {"archive on", {"archive", "on"}, "unarchived", false},
        {"policy", {"backup", "policy", "--keep-daily", "9"}, "base", false},
        {"pin", {"backup", "pin", "@B"}, "base", false},
        {"emptying of the trash", {"backup", "trash", "--empty"}, "base", false},
        {"copy to the second place", {"backup", "copy", "--all"}, "second", false},
        {"vacuum", {"store", "vacuum"}, "base", false},
        {"reindex", {"store", "reindex"}, "base", false},
        {"repair", {"store", "repair", "tenants-name-key"}, "broken", false},
        {"salvage in place", {"store", "salvage", "--from", "rows", "--yes"}},
        {"salvage into a file", {"store", "salvage", "@F", "--out", "@S"}, "base", false},
        {"export of tables", {"export", "csv", "--out", "@O"}, "base", false},
        {"bundle", {"bundle", "create", "--out", "@O"}, "base", false},
        {"export of a comparison", {"backup", "compare", "@A", "@B", "--out", "@R"}, "base", false, 1},
        {"migration", {"migrate", "up"}, "older"},
    };
}

bool isWanted(const Scenario &scenario) { return QByteArray(scenario.name).contains(qgetenv("PLANCIA_FAULTS_ONLY")); }

FaultHome::FaultHome()
{
    if (qEnvironmentVariable("PLANCIA_FAULTS") == u"all" && !qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "86400000"); // a day: read when the tests begin
    // In memory when there is such a place: thousands of copies are made. A run by hand may name a disk.
    QString where = qEnvironmentVariable("PLANCIA_FAULTS_DIR");
    if (where.isEmpty() && QFileInfo(QStringLiteral("/dev/shm")).isWritable())
        where = QStringLiteral("/dev/shm");
    m_folder = std::make_unique<QTemporaryDir>((where.isEmpty() ? QDir::tempPath() : where) + QStringLiteral("/plancia-faults-XXXXXX"));
    m_problem = m_folder->isValid() ? make() : m_folder->errorString();
}

QString FaultHome::make()
{
    const QString home = path();
    if (!QDir().mkpath(home + QStringLiteral("/out")))
        return QStringLiteral("no folder");
    const auto fails = [&](const QStringList &arguments, QJsonObject *answer = nullptr) {
        const Ended ended = run(arguments);
        if (answer)
            *answer = ended.json();
        return ended.status == 0 && !ended.killed ? QString() : arguments.join(u' ') + u' ' + QString::fromUtf8(ended.err);
    };
    QJsonObject a, b, trashed, named;
    QList<QPair<QStringList, QJsonObject *>> steps;
    for (const char *slug : {"one", "two", "three"})
        steps.append({{"tenant", "create", slug, "--name", slug}, nullptr});
    steps.append({{"archive", "on"}, nullptr});
    steps.append({{"backup", "create"}, &a});
    steps.append({{"backup", "prove", "@A"}, nullptr});
    steps.append({{"tenant", "create", "four", "--name", "Four"}, nullptr});
    steps.append({{"archive", "name", "before five"}, &named});
    steps.append({{"backup", "create"}, &trashed});
    steps.append({{"tenant", "create", "five", "--name", "Five"}, nullptr});
    steps.append({{"backup", "delete", "@T"}, &trashed});
    steps.append({{"backup", "create"}, &b});
    steps.append({{"tenant", "suspend", "two", "--reason", "unpaid"}, nullptr});
    const auto below = [&home](const QJsonObject &answer) {
        return QDir(home).relativeFilePath(answer.value(QStringLiteral("path")).toString());
    };
    for (const auto &[arguments, answer] : std::as_const(steps)) {
        if (const QString problem = fails(arguments, answer); !problem.isEmpty())
            return problem;
        if (!a.isEmpty())
            m_words.insert(QStringLiteral("@A"), below(a));
        if (!trashed.isEmpty())
            m_words.insert(QStringLiteral("@T"), below(trashed));
    }
    m_words.insert(QStringLiteral("@B"), below(b));
    m_words.insert(QStringLiteral("@F"), below(a) + QStringLiteral("/store.db"));
    m_words.insert(QStringLiteral("@O"), QStringLiteral("out"));
    m_words.insert(QStringLiteral("@R"), QStringLiteral("out/rows.csv"));
    m_words.insert(QStringLiteral("@S"), QStringLiteral("out/salvaged.db"));
    m_words.insert(QStringLiteral("@N"), QString::number(named.value(QStringLiteral("commit")).toInteger()));
    if (!writeFile(home + QStringLiteral("/data/reserve"), {}) || !copyTree(home, folder() + QStringLiteral("/base")))
        return QStringLiteral("no copy");

    m_words.insert(QStringLiteral("@2"), QStringLiteral("second"));
    return {};
}

/// The others are made when they are wanted first.
QString FaultHome::makeTemplate(const QByteArray &name)
{
    if (name == "restored")
        return makeFrom("base", {{"backup", "restore", "@A", "--yes"}});
    if (name == "undone")
        return makeFrom("restored", {{"backup", "undo", "--yes"}});
    if (name == "three")
        return makeFrom("base", {{"backup", "pin", "@B"}, {"backup", "create"}});
    if (name == "unarchived")
        return makeFrom("base", {{"archive", "off"}});
    if (name == "second")
        return QDir().mkpath(folder() + QStringLiteral("/base/second")) ? makeFrom("base", {{"backup", "policy", "--second-place", "@2"}})
                                                                       : QStringLiteral("no folder");
    if (!fresh({"", {}, "base"}))
        return QStringLiteral("no copy");
    return name == "many" ? makeMany() : name == "aged" ? makeAged() : name == "broken" ? makeBroken() : name == "older" ? makeOlder() : makeEncrypted();
}

/// What a pin has kept goes with the next prune after it was taken back.
QString FaultHome::makeMany()
{
    for (int i = 0; i < 9; ++i) {
        const Ended made = run({QStringLiteral("backup"), QStringLiteral("create")});
        if (made.status != 0)
            return QString::fromUtf8(made.err);
        if (i == 0)
            m_words.insert(QStringLiteral("@P"), QDir(path()).relativeFilePath(made.json().value(QStringLiteral("path")).toString()));
        if (i == 0 && run({QStringLiteral("backup"), QStringLiteral("pin"), QStringLiteral("@P")}).status != 0)
            return QStringLiteral("no pin");
    }
    return run({QStringLiteral("backup"), QStringLiteral("unpin"), QStringLiteral("@P")}).status == 0 ? QString() : QStringLiteral("no end of the pin");
}

/// A template from another one, by these acts.
QString FaultHome::makeFrom(const char *home, const QList<QStringList> &steps)
{
    if (!fresh({"", {}, home}))
        return QStringLiteral("no copy");
    for (const QStringList &arguments : steps)
        if (const Ended ended = run(arguments); ended.killed || ended.status != 0)
            return arguments.join(u' ') + u' ' + QString::fromUtf8(ended.err);
    return {};
}

/// The archive has commits of several days, of which only the last of each hour stay.
QString FaultHome::makeAged()
{
    for (int day = 1; day * 24 < kAgedHours; ++day) {
        m_aheadHours = day * 24;
        for (const char *part : {"a", "b"}) {
            const QString slug = QStringLiteral("day-%1-%2").arg(day).arg(QLatin1String(part));
            if (const Ended ended = run({QStringLiteral("tenant"), QStringLiteral("create"), slug, QStringLiteral("--name"), slug}); ended.status != 0)
                return QString::fromUtf8(ended.err);
        }
    }
    m_aheadHours = 0;
    return {};
}

/// Somebody else has changed a row against the rules.
QString FaultHome::makeBroken()
{
    return sqlite("UPDATE tenants SET name_key = 'wrong' WHERE slug = 'one'; PRAGMA wal_checkpoint(TRUNCATE);");
}

/// Encryption is on, without a key ring: every run is given the phrase.
QString FaultHome::makeEncrypted()
{
    const Ended made = run({QStringLiteral("backup"), QStringLiteral("key"), QStringLiteral("new")});
    m_phrase = made.json().value(QStringLiteral("recovery_phrase")).toString().toUtf8();
    m_isEncrypted = true;
    const Ended set = run({QStringLiteral("backup"), QStringLiteral("policy"), QStringLiteral("--encrypt"), QStringLiteral("on")});
    if (m_phrase.isEmpty() || set.status != 0)
        return QStringLiteral("no encryption: ") + QString::fromUtf8(made.err + set.err);
    return {};
}

/// As a program left it that knew only the first migration.
QString FaultHome::makeOlder()
{
    return sqlite(waysBackTo(1) + "PRAGMA wal_checkpoint(TRUNCATE);");
}

/// Empty, or what SQLite's own program says of the script.
QString FaultHome::sqlite(const QByteArray &script) const
{
    QProcess program;
    program.start(QStringLiteral("sqlite3"), {path() + QStringLiteral("/data/control.db")});
    program.write(script);
    program.closeWriteChannel();
    return program.waitForFinished(kPatienceMs) && program.exitCode() == 0 ? QString() : QString::fromUtf8(program.readAllStandardError());
}

bool FaultHome::fresh(const Scenario &scenario)
{
    if (!QFileInfo::exists(folder() + u'/' + QLatin1String(scenario.home))) {
        const QString problem = makeTemplate(scenario.home);
        if (!problem.isEmpty() || !copyTree(path(), folder() + u'/' + QLatin1String(scenario.home))) {
            qWarning("%s: %s", scenario.home, qPrintable(problem));
            return false;
        }
    }
    m_template = folder() + u'/' + QLatin1String(scenario.home);
    m_isEncrypted = scenario.home == QByteArray("encrypted");
    m_aheadHours = scenario.home == QByteArray("aged") ? kAgedHours : 0;
    return copyTree(m_template, path()) && sealAnew(path());
}

std::unique_ptr<QProcess> FaultHome::start(QStringList arguments, const QMap<QString, QString> &fault) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PLANCIA_HOME"), path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    if (!fault.isEmpty() || m_aheadHours != 0) {
        environment.insert(QStringLiteral("LD_PRELOAD"), QCoreApplication::applicationDirPath() + QStringLiteral("/libplancia_ioshim.so"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_AHEAD"), QString::number(m_aheadHours * 3'600));
    }
    if (!fault.isEmpty()) {
        environment.insert(QStringLiteral("PLANCIA_FAULT_ROOT"), path());
        for (auto it = fault.begin(); it != fault.end(); ++it)
            environment.insert(it.key(), it.value());
    }
    for (QString &argument : arguments)
        if (const QString word = m_words.value(argument); !word.isEmpty())
            argument = argument == u"@N" ? word : path() + u'/' + word;
    if (m_isEncrypted) {
        arguments.append(QStringLiteral("--recovery-phrase-stdin"));
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS")); // nobody's key ring but ours, which there is none of
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
    }
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->start(qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/planciactl"), arguments + QStringList{QStringLiteral("--json")});
    if (m_isEncrypted) {
        process->write(m_phrase + '\n');
        process->closeWriteChannel();
    }
    return process;
}

Ended FaultHome::ended(QProcess &process)
{
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished();
        return {false, -1, {}, "hangs"};
    }
    return {process.exitStatus() == QProcess::CrashExit, process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Ended FaultHome::run(const QStringList &arguments, const QMap<QString, QString> &fault) const { return ended(*start(arguments, fault)); }

int FaultHome::countCalls(const Scenario &scenario, const QString &only)
{
    if (!m_known.contains(scenario.name) && !learn(scenario))
        return 0;
    return static_cast<int>(m_known.value(scenario.name).calls.filter(only).size());
}

bool FaultHome::learn(const Scenario &scenario)
{
    const QString log = folder() + QStringLiteral("/calls");
    QFile::remove(log);
    QString problem;
    Known known;
    if (!fresh(scenario))
        return false;
    known.before = state(&problem);
    if (!fresh(scenario))
        return false;
    const Ended ended = run(scenario, {{QStringLiteral("PLANCIA_FAULT_AT"), QStringLiteral("0")}, {QStringLiteral("PLANCIA_FAULT_LOG"), log}});
    known.after = state(&problem);
    known.exports = exports();
    if (ended.killed || ended.status != scenario.status || !problem.isEmpty()) {
        qWarning("%s: %s %s", scenario.name, ended.err.constData(), qPrintable(problem));
        return false;
    }
    const QByteArrayList lines = readFile(log).trimmed().split('\n');
    for (const QByteArray &line : lines)
        known.calls.append(QString::fromUtf8(line.split(' ').value(1)));
    m_known.insert(scenario.name, known);
    return true;
}

QString FaultHome::keepAs(const char *name) const
{
    const QString to = folder() + u'/' + QLatin1String(name);
    return copyTree(path(), to) ? to : QString();
}

FaultHome::State FaultHome::state(QString *problem) const
{
    QString unused;
    problem = problem ? problem : &unused;
    store::LocalStore::Options options;
    options.path = path() + QStringLiteral("/data/control.db");
    auto store = store::LocalStore::open(options);
    if (!store) {
        *problem = QStringLiteral("the store does not open: ") + store.error().fact(u"message");
        return {};
    }
    const auto text = [&](const QByteArray &sql) {
        return (*store)->read<QString>({}, [sql](sql::Connection &c) -> Result<QString> {
            auto rows = c.query(sql);
            if (!rows)
                return fail(rows.error());
            return rows->isEmpty() ? QString() : (*rows)[0].text(0);
        }).result().value_or(QStringLiteral("unreadable"));
    };
    const QList<QPair<const char *, const char *>> rules{
        {"SELECT group_concat(integrity_check) FROM pragma_integrity_check", "ok"},
        {"SELECT CAST(count(*) AS TEXT) FROM pragma_foreign_key_check", "0"},
        {"SELECT CAST(count(*) - (SELECT audit_seq FROM meta) AS TEXT) FROM audit_log", "0"},
        {"SELECT CAST(coalesce(max(seq), 0) - (SELECT audit_seq FROM meta) AS TEXT) FROM audit_log", "0"},
        {"SELECT CAST(max(commit_no) <= (SELECT commit_no FROM meta) AS TEXT) FROM audit_log", "1"}};
    for (const auto &[sql, expected] : rules)
        if (const QString found = text(sql); found != QLatin1String(expected))
            *problem = QLatin1String(sql) + QStringLiteral(" gives ") + found;
    State held;
    held.content = QString::number((*store)->schemaVersion())
        + text("SELECT group_concat(t, ';') FROM (SELECT slug || ' ' || status || ' ' || name || ' ' || row_version AS t FROM tenants ORDER BY slug)");
    held.commit = text("SELECT CAST(commit_no AS TEXT) FROM meta").toLongLong();
    return held;
}

QString FaultHome::wrongWith(const Scenario &scenario, bool done)
{
    QString problem;
    const State now = state(&problem);
    if (!problem.isEmpty())
        return problem;
    const Known known = m_known.value(scenario.name);
    const QString found = QStringLiteral("commit %1: %2").arg(now.commit).arg(now.content);
    if (now.commit < std::min(known.before.commit, known.after.commit) || now.commit > std::max(known.before.commit, known.after.commit)
        || (now.content != known.before.content && now.content != known.after.content))
        return QStringLiteral("neither as before nor as after: ") + found;
    if (done && scenario.isWrite && (now.commit != known.after.commit || now.content != known.after.content))
        return QStringLiteral("it was done, and is not there: ") + found;
    // Of the template with a broken rule the rule may be broken still.
    const bool isBroken = scenario.home == QByteArray("broken") && !done;
    if (const Ended checked = run({QStringLiteral("store"), QStringLiteral("check")}); checked.status != 0 && !(isBroken && checked.status == kRuleBroken))
        return QStringLiteral("store check: ") + QString::fromUtf8(checked.out + checked.err);
    if (const QString wrong = wrongExports(scenario, done); !wrong.isEmpty())
        return wrong;
    return wrongBackups(scenario);
}

QMap<QString, QByteArray> FaultHome::exports() const
{
    const QDir folder(path() + QStringLiteral("/out"));
    QMap<QString, QByteArray> files;
    for (const QString &name : folder.entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot))
        files.insert(name, readFile(folder.filePath(name)));
    return files;
}

QString FaultHome::wrongExports(const Scenario &scenario, bool done)
{
    const QDir folder(path() + QStringLiteral("/out"));
    const QMap<QString, QByteArray> whole = m_known.value(scenario.name).exports, found = exports();
    if (done && found.size() != whole.size())
        return QStringLiteral("it was exported, and %1 of %2 files are there").arg(found.size()).arg(whole.size());
    for (auto it = found.begin(); it != found.end(); ++it) {
        // Some tell the time or have an id of their own: they are opened. The manifest is written last.
        const bool isOpened = it.key().endsWith(u".zip") || it.key().endsWith(u".db"), isManifest = it.key() == u"manifest.json";
        if (isManifest && found.size() != whole.size())
            return QStringLiteral("a manifest without its files");
        if (isOpened && run({QStringLiteral("status"), QStringLiteral("--store"), folder.filePath(it.key())}).status != 0)
            return QStringLiteral("it has its name and does not open: ") + it.key();
        if (!isOpened && !isManifest && it.value() != whole.value(it.key()))
            return QStringLiteral("it has its name and is not whole: ") + it.key();
    }
    for (const QFileInfo &left : folder.entryInfoList({QStringLiteral(".*")}, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot))
        if (left.permissions() & (QFile::ReadGroup | QFile::ReadOther))
            return QStringLiteral("others can read what was left: ") + left.fileName();
    return {};
}

/// Whether a backup is listed as what it is. One that the template has is compared with it; of the others, each is verified.
bool FaultHome::isWhole(const QString &listed)
{
    const QString before = m_template + listed.mid(path().size());
    if (m_isEncrypted && !QFileInfo::exists(before) && !QFileInfo::exists(listed + QStringLiteral("/store.db.zst.enc")))
        return false; // never in plain text instead
    const QString content = QFileInfo::exists(listed + QStringLiteral("/store.db")) ? QStringLiteral("/store.db") : QStringLiteral("/store.db.zst");
    if (QFileInfo::exists(before + content) && QFileInfo::exists(listed + content))
        return readFile(before + content) == readFile(listed + content) && QFileInfo::exists(listed + QStringLiteral("/manifest.json"));
    return run({QStringLiteral("backup"), QStringLiteral("verify"), listed}).status == 0;
}

QString FaultHome::wrongBackups(const Scenario &scenario)
{
    const Ended listed = run({QStringLiteral("backup"), QStringLiteral("list")});
    const Ended trash = run({QStringLiteral("backup"), QStringLiteral("trash")});
    if (listed.status != 0 || trash.status != 0)
        return QStringLiteral("backups cannot be listed: ") + QString::fromUtf8(listed.err + trash.err);
    QStringList places;
    bool isProved = false;
    const QJsonArray items = listed.json().value(QStringLiteral("items")).toArray();
    for (const QJsonValue &item : items) {
        const QString path = item.toObject().value(QStringLiteral("path")).toString();
        isProved = isProved || (path == this->path() + u'/' + m_words.value(QStringLiteral("@A"))
                                && !item.toObject().value(QStringLiteral("proved_at")).toString().isEmpty());
        if (!isWhole(path))
            return QStringLiteral("it is listed and not whole: ") + path;
        places.append(QFileInfo(path).fileName());
    }
    if (!isProved)
        return QStringLiteral("the proved backup is gone, or proved no more");
    const QJsonArray thrown = trash.json().value(QStringLiteral("items")).toArray();
    for (const QJsonValue &item : thrown)
        places.append(item.toObject().value(QStringLiteral("path")).toString().section(u'~', -1));
    for (const char *word : {"@A", "@B", "@T"}) {
        const QString name = m_words.value(QLatin1String(word)).section(u'/', -1).section(u'~', -1);
        const bool mayBeGone = word == QByteArray("@T") && scenario.name == QByteArray("emptying of the trash");
        if (places.count(name) != 1 && !(mayBeGone && places.count(name) == 0))
            return QStringLiteral("in %1 places: ").arg(places.count(name)) + name;
    }
    const QDir second(path() + QStringLiteral("/second"));
    for (const QString &name : second.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (run({QStringLiteral("backup"), QStringLiteral("verify"), second.filePath(name)}).status != 0)
            return QStringLiteral("a copy at the second place is not whole: ") + name;
    // A store that was broken past Plancia differs from its backup without a commit, and the next one tells so.
    const bool mayDiffer = scenario.home == QByteArray("broken");
    if (const Ended next = run({QStringLiteral("backup"), QStringLiteral("create")}); next.status != 0 && !(mayDiffer && next.err.contains("unwritten-pages")))
        return QStringLiteral("the next backup: ") + QString::fromUtf8(next.err);
    const QStringList left = QDir(path() + QStringLiteral("/backups")).entryList({QStringLiteral(".plancia-*")}, QDir::Files | QDir::Dirs | QDir::Hidden);
    return left.isEmpty() ? QString() : QStringLiteral("left behind: ") + left.join(u' ');
}

} // namespace plancia::tests
