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
        {"vacuum", {"store", "vacuum"}, "base", false},
        {"migration", {"migrate", "up"}, "older"},
    };
}

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
    m_words.insert(QStringLiteral("@N"), QString::number(named.value(QStringLiteral("commit")).toInteger()));
    if (!writeFile(home + QStringLiteral("/data/reserve"), {}) || !copyTree(home, folder() + QStringLiteral("/base")))
        return QStringLiteral("no copy");

    if (const QString problem = fails({"backup", "restore", "@A", "--yes"}); !problem.isEmpty())
        return problem;
    if (!copyTree(home, folder() + QStringLiteral("/restored")))
        return QStringLiteral("no copy");

    // What a pin has kept goes with the next prune after it was taken back.
    if (!fresh(scenarios().first()))
        return QStringLiteral("no copy");
    for (int i = 0; i < 9; ++i) {
        QJsonObject made;
        if (const QString problem = fails({"backup", "create"}, &made); !problem.isEmpty())
            return problem;
        if (i == 0)
            m_words.insert(QStringLiteral("@P"), below(made));
        if (const QString problem = i == 0 ? fails({"backup", "pin", "@P"}) : QString(); !problem.isEmpty())
            return problem;
    }
    if (const QString problem = fails({"backup", "unpin", "@P"}); !problem.isEmpty())
        return problem;
    if (!copyTree(home, folder() + QStringLiteral("/many")))
        return QStringLiteral("no copy");
    if (const QString problem = makeEncrypted(); !problem.isEmpty())
        return problem;
    return makeOlder();
}

/// Encryption is on, without a key ring: every run is given the phrase.
QString FaultHome::makeEncrypted()
{
    if (!fresh(scenarios().first()))
        return QStringLiteral("no copy");
    const Ended made = run({QStringLiteral("backup"), QStringLiteral("key"), QStringLiteral("new")});
    m_phrase = made.json().value(QStringLiteral("recovery_phrase")).toString().toUtf8();
    m_isEncrypted = true;
    const Ended set = run({QStringLiteral("backup"), QStringLiteral("policy"), QStringLiteral("--encrypt"), QStringLiteral("on")});
    if (m_phrase.isEmpty() || set.status != 0)
        return QStringLiteral("no encryption: ") + QString::fromUtf8(made.err + set.err);
    return copyTree(path(), folder() + QStringLiteral("/encrypted")) ? QString() : QStringLiteral("no copy");
}

/// As a program left it that knew only the first migration.
QString FaultHome::makeOlder()
{
    if (!fresh(scenarios().first()))
        return QStringLiteral("no copy");
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {path() + QStringLiteral("/data/control.db")});
    sqlite.write(waysBackTo(1) + "PRAGMA wal_checkpoint(TRUNCATE);");
    sqlite.closeWriteChannel();
    if (!sqlite.waitForFinished(kPatienceMs) || sqlite.exitCode() != 0)
        return QString::fromUtf8(sqlite.readAllStandardError());
    return copyTree(path(), folder() + QStringLiteral("/older")) ? QString() : QStringLiteral("no copy");
}

bool FaultHome::fresh(const Scenario &scenario)
{
    m_template = folder() + u'/' + QLatin1String(scenario.home);
    m_isEncrypted = scenario.home == QByteArray("encrypted");
    return copyTree(m_template, path()) && sealAnew(path());
}

Ended FaultHome::run(QStringList arguments, const QMap<QString, QString> &fault) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PLANCIA_HOME"), path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    if (!fault.isEmpty()) {
        environment.insert(QStringLiteral("LD_PRELOAD"), QCoreApplication::applicationDirPath() + QStringLiteral("/libplancia_ioshim.so"));
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
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/planciactl"), arguments + QStringList{QStringLiteral("--json")});
    if (m_isEncrypted) {
        process.write(m_phrase + '\n');
        process.closeWriteChannel();
    }
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished();
        return {false, -1, {}, "hangs"};
    }
    return {process.exitStatus() == QProcess::CrashExit, process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

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
    known.before = stateOf(path(), &problem);
    if (!fresh(scenario))
        return false;
    const Ended ended = run(scenario, {{QStringLiteral("PLANCIA_FAULT_AT"), QStringLiteral("0")}, {QStringLiteral("PLANCIA_FAULT_LOG"), log}});
    known.after = stateOf(path(), &problem);
    if (ended.killed || ended.status != 0 || !problem.isEmpty()) {
        qWarning("%s: %s %s", scenario.name, ended.err.constData(), qPrintable(problem));
        return false;
    }
    const QByteArrayList lines = readFile(log).trimmed().split('\n');
    for (const QByteArray &line : lines)
        known.calls.append(QString::fromUtf8(line.split(' ').value(1)));
    m_known.insert(scenario.name, known);
    return true;
}

FaultHome::State FaultHome::stateOf(const QString &home, QString *problem) const
{
    store::LocalStore::Options options;
    options.path = home + QStringLiteral("/data/control.db");
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
    State state;
    state.content = QString::number((*store)->schemaVersion())
        + text("SELECT group_concat(t, ';') FROM (SELECT slug || ' ' || status || ' ' || name || ' ' || row_version AS t FROM tenants ORDER BY slug)");
    state.commit = text("SELECT CAST(commit_no AS TEXT) FROM meta").toLongLong();
    return state;
}

QString FaultHome::wrongWith(const Scenario &scenario, bool done)
{
    QString problem;
    const State state = stateOf(path(), &problem);
    if (!problem.isEmpty())
        return problem;
    const Known known = m_known.value(scenario.name);
    const QString found = QStringLiteral("commit %1: %2").arg(state.commit).arg(state.content);
    if (state.commit < std::min(known.before.commit, known.after.commit) || state.commit > std::max(known.before.commit, known.after.commit)
        || (state.content != known.before.content && state.content != known.after.content))
        return QStringLiteral("neither as before nor as after: ") + found;
    if (done && scenario.isWrite && (state.commit != known.after.commit || state.content != known.after.content))
        return QStringLiteral("it was done, and is not there: ") + found;
    if (const Ended checked = run({QStringLiteral("store"), QStringLiteral("check")}); checked.status != 0)
        return QStringLiteral("store check: ") + QString::fromUtf8(checked.out + checked.err);
    return wrongBackups();
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

QString FaultHome::wrongBackups()
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
    for (const char *word : {"@A", "@B", "@T"})
        if (const QString name = m_words.value(QLatin1String(word)).section(u'/', -1).section(u'~', -1); places.count(name) != 1)
            return QStringLiteral("in %1 places: ").arg(places.count(name)) + name;
    if (const Ended next = run({QStringLiteral("backup"), QStringLiteral("create")}); next.status != 0)
        return QStringLiteral("the next backup: ") + QString::fromUtf8(next.err);
    const QStringList left = QDir(path() + QStringLiteral("/backups")).entryList({QStringLiteral(".plancia-*")}, QDir::Files | QDir::Dirs | QDir::Hidden);
    return left.isEmpty() ? QString() : QStringLiteral("left behind: ") + left.join(u' ');
}

} // namespace plancia::tests
