// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgdump.h"

#include "app/backup/postgres/childprocess.h"
#include "app/postgres/conninfo.h"

#include <QElapsedTimer>

namespace plancia::backup {

namespace {

constexpr qint64 kAskEveryMs = 500;
constexpr int kLockWaitMs = 60'000;

/// Follows `dumping contents of table "plancia.tenants"`.
class DumpProgress {
public:
    DumpProgress(PgSnapshot &snapshot, QString applicationName, const std::function<void(qint64)> &rows)
        : m_snapshot(snapshot), m_applicationName(std::move(applicationName)), m_rows(rows)
    {
        m_sinceAsked.start();
    }
    void line(const QByteArray &text)
    {
        static const QByteArray words("dumping contents of table \"");
        const qsizetype at = text.indexOf(words);
        if (at < 0)
            return;
        const QByteArray name = text.mid(at + words.size()).chopped(1);
        finishTable();
        for (const PgTable &table : m_snapshot.tables())
            if ((table.key.contains(u'.') ? table.key : QStringLiteral("plancia.") + table.key).toUtf8() == name)
                m_current = table.rows;
        m_started = true;
    }
    void tick()
    {
        if (!m_started || m_sinceAsked.elapsed() < kAskEveryMs)
            return;
        m_sinceAsked.restart();
        report(m_done + std::min(m_current, m_snapshot.rowsCopied(m_applicationName)));
    }
    void finishTable()
    {
        m_done += std::exchange(m_current, 0);
        report(m_done);
    }

private:
    void report(qint64 rows)
    {
        if (m_rows)
            m_rows(rows);
    }
    PgSnapshot &m_snapshot;
    const QString m_applicationName;
    const std::function<void(qint64)> &m_rows;
    QElapsedTimer m_sinceAsked;
    qint64 m_done = 0, m_current = 0;
    bool m_started = false;
};

} // namespace

Result<bool> runPgDump(const QString &program, PgSnapshot &snapshot, PgScope scope, const QString &path,
                       const CancelToken &cancel, const std::function<void(qint64)> &rows)
{
    const QString name = QStringLiteral("plancia dump %1").arg(newUuid().toString(QUuid::WithoutBraces).right(12));
    ChildProcess child;
    child.program = program;
    child.arguments = {QStringLiteral("--dbname=") + QString::fromUtf8(postgres::toConninfo(snapshot.connection().sameServer(name.toUtf8()))),
                       QStringLiteral("--format=custom"), QStringLiteral("--file=") + path, QStringLiteral("--snapshot=") + snapshot.id(),
                       QStringLiteral("--no-password"), QStringLiteral("--verbose"),
                       QStringLiteral("--lock-wait-timeout=%1").arg(kLockWaitMs)};
    if (scope == PgScope::Schema)
        child.arguments << QStringLiteral("--schema=plancia") << QStringLiteral("--strict-names");
    if (!snapshot.role().role.isEmpty())
        child.arguments << QStringLiteral("--role=") + snapshot.role().role;
    if (const QByteArray password = snapshot.connection().password(); !password.isEmpty())
        child.environment.insert(QStringLiteral("PGPASSWORD"), QString::fromUtf8(password));
    DumpProgress progress(snapshot, name, rows);
    child.errorLine = [&progress](const QByteArray &line) { progress.line(line); };
    child.tick = [&progress] { progress.tick(); };
    auto dumped = child.run(cancel);
    if (dumped)
        progress.finishTable();
    return dumped;
}

QString rowsDiffer(const QMap<QString, qint64> &expected, const QMap<QString, qint64> &found)
{
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        if (!found.contains(it.key()))
            return QStringLiteral("table %1 is not in it").arg(it.key());
        if (found.value(it.key()) != it.value())
            return QStringLiteral("table %1 has %2 rows instead of %3").arg(it.key()).arg(found.value(it.key())).arg(it.value());
    }
    return {};
}

} // namespace plancia::backup
