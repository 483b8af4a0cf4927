// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/target.h"

#include "app/sql/invariants.h"
#include "app/store/localstore.h"
#include "app/store/replacement.h"
#include "app/store/storefile.h"
#include "app/store/writerlock.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

namespace plancia::move {

using sql::SqliteConnection;

namespace {

constexpr int kStatementMs = 600'000;
constexpr int kTurnMs = 5'000;
constexpr int kCacheKiB = 64 << 10;

QString partOf(const QString &path) { return path + QStringLiteral(".moving"); }

/// An empty file beside the part: whose it is. Two moves to one place come after one another, and only the last one left it.
QString signatureOf(const QString &path, const QUuid &move) { return partOf(path) + u'.' + move.toString(QUuid::WithoutBraces); }
bool hasPart(const QString &path, const QUuid &move) { return store::fileSize(partOf(path)) >= 0 && store::fileSize(signatureOf(path, move)) >= 0; }

/// What a move that was killed has left.
void removePart(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal", ".lock", ".new", ".new-journal"})
        QFile::remove(partOf(path) + QLatin1String(suffix));
    const QFileInfo part(partOf(path));
    const QString before = part.fileName() + u'.';
    const QStringList names = part.dir().entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) // compared by hand: a name may hold what QDir takes for a pattern
        if (name.startsWith(before) && !QUuid::fromString(name.mid(before.size())).isNull())
            QFile::remove(part.dir().filePath(name));
}

class FileTarget final : public Target {
public:
    FileTarget(QString path, const QString &holder) : m_path(std::move(path)), m_lock(m_path, holder) {}
    ~FileTarget() override
    {
        m_transaction.reset();
        m_connection.reset();
        if (m_ours)
            removePart(m_path); // the lock's file stays: somebody may be waiting at it
    }

    Result<bool> open(qint64 nowMs, const CancelToken &cancel)
    {
        auto turn = store::WriterTurn::take(m_lock, kTurnMs, cancel); // two moves to one place take turns, and who settles waits
        if (!turn)
            return fail(turn.error());
        m_turn.emplace(std::move(*turn));
        if (auto ended = store::endReplacement(m_path); !ended) // or the next open would put a store over ours
            return ended;
        if (store::fileSize(m_path) >= 0)
            return fail(ErrorCode::IoExists, {{QStringLiteral("path"), m_path}});
        m_ours = true;
        removePart(m_path);
        const store::LocalStore::Options options;
        auto migrations = sql::Migrations::load(options.migrations);
        if (!migrations)
            return fail(migrations.error());
        if (auto made = store::createStore(partOf(m_path), *migrations, options.applicationId, nowMs); !made)
            return made;
        auto connection = SqliteConnection::open({partOf(m_path), SqliteConnection::Mode::ReadWrite, kCacheKiB});
        if (!connection)
            return fail(connection.error());
        m_connection = std::move(*connection);
        m_connection->setCancelToken(cancel);
        auto transaction = sql::Transaction::begin(*m_connection, {.write = true, .timeoutMs = kStatementMs});
        if (!transaction)
            return fail(transaction.error());
        m_transaction.emplace(std::move(*transaction));
        return true;
    }

    sql::Connection &connection() override { return *m_connection; }

    Result<bool> signPart(const QUuid &move) override
    {
        QFile file(signatureOf(m_path, move));
        if (!file.open(QIODevice::WriteOnly))
            return fail(ErrorCode::IoWrite, {{QStringLiteral("path"), file.fileName()}, {QStringLiteral("message"), file.errorString()}});
        m_signature = file.fileName();
        return true;
    }
    void keepPart() override { m_ours = false; }

    /// The words by which its tenants are found.
    Result<bool> complete(const CancelToken &cancel) override
    {
        auto made = sql::repairInvariant(*m_connection, *invariantByName(u"tenant-words-complete"), cancel);
        return made ? Result<bool>(true) : Result<bool>(made.error());
    }

    Result<bool> commit() override
    {
        Result<bool> committed = m_transaction->commit();
        m_transaction.reset();
        if (!committed)
            return committed;
        m_connection->setCancelToken({});
        auto whole = m_connection->checkpoint(SqliteConnection::Checkpoint::Truncate, kTurnMs);
        if (!whole)
            return fail(whole.error());
        if (!*whole)
            return fail(ErrorCode::DbBusy, {{QStringLiteral("path"), partOf(m_path)}});
        m_connection->tidyOnClose();
        m_connection.reset();
        if (auto aside = store::setOrphansAside(m_path); !aside)
            return aside;
        if (auto moved = store::moveIntoPlace(partOf(m_path), m_path); !moved)
            return moved;
        QFile::remove(m_signature); // without a part it tells nothing, when a kill leaves it
        m_ours = false;
        return true;
    }

private:
    const QString m_path;
    store::WriterLock m_lock;
    std::optional<store::WriterTurn> m_turn;
    std::unique_ptr<SqliteConnection> m_connection;
    std::optional<sql::Transaction> m_transaction;
    QString m_signature;
    bool m_ours = false; ///< what lies at the part's name
};

} // namespace

Result<std::unique_ptr<Target>> openFileTarget(const MoveEnd &end, const QString &holder, qint64 nowMs, const CancelToken &cancel)
{
    auto target = std::make_unique<FileTarget>(end.newFile, holder);
    if (auto opened = target->open(nowMs, cancel); !opened)
        return fail(opened.error());
    return target;
}

QString thisMachine()
{
    const QByteArray id = QSysInfo::machineUniqueId();
    const QByteArray known = id.isEmpty() ? QSysInfo::machineHostName().toUtf8() : id;
    return QString::fromLatin1(QCryptographicHash::hash("plancia move " + known, QCryptographicHash::Sha256).toHex().first(32));
}

Error notTold(const QString &message) { return Error(ErrorCode::MoveEndNotFound, {{QStringLiteral("message"), message}}); }

Result<bool> fileHas(const QString &path, const MoveMark &mark, const QString &holder, const CancelToken &cancel)
{
    if (mark.machine != thisMachine())
        return fail(notTold(QStringLiteral("the file is on another machine, where the move was begun")));
    const auto isThere = [&] { return hasPart(path, mark.id) || store::fileSize(path) >= 0; };
    const Error gone(ErrorCode::MoveEndNotFound, {{QStringLiteral("path"), path}});
    if (!isThere()) // and no lock either, in a folder that may be a disk's
        return fail(gone);
    store::WriterLock lock(path, holder);
    auto turn = store::WriterTurn::take(lock, kTurnMs, cancel);
    if (!turn)
        return fail(turn.error());
    const bool isLeft = hasPart(path, mark.id);
    if (store::fileSize(path) < 0)
        return isLeft ? Result<bool>(false) : Result<bool>(gone);
    auto connection = SqliteConnection::open({.path = path, .mode = SqliteConnection::Mode::ReadOnlyLive});
    if (!connection)
        return fail(connection.error());
    auto found = (*connection)->query("SELECT 1 FROM audit_log WHERE tenant_id = $1 AND id = $2 LIMIT 1", {QUuid(), mark.id});
    if (!found)
        return fail(found.error());
    if (found->isEmpty() && !isLeft)
        return fail(notTold(QStringLiteral("the file is not the one that was moved into")));
    return !found->isEmpty();
}

void dropFilePart(const QString &path, const QUuid &move, const QString &holder)
{
    if (!hasPart(path, move))
        return;
    store::WriterLock lock(path, holder);
    if (auto turn = store::WriterTurn::take(lock, kTurnMs, {}); turn && hasPart(path, move))
        removePart(path); // else it is another's by now
}

} // namespace plancia::move
