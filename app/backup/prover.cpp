// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/prover.h"

#include "app/backup/files.h"
#include "app/backup/plainstore.h"
#include "app/backup/room.h"
#include "app/backup/scratchstore.h"
#include "app/backup/storefacts.h"
#include "app/backup/verifier.h"
#include "app/sql/invariants.h"
#include "app/sql/sqliteconnection.h"
#include "models/domain/bisection.h"

namespace plancia::backup {

namespace {
constexpr int kNoTimeout = 24 * 3'600'000; // a check of a big store takes its time; the token ends it

Error notProved(const QString &path, const QString &check, const QString &message)
{
    return Error(ErrorCode::BackupNotProved, {{QStringLiteral("path"), path}, {QStringLiteral("check"), check},
                                              {QStringLiteral("message"), message}});
}

/// The only row of a check that is well.
Result<bool> holds(sql::Connection &connection, const QByteArray &pragma, const QString &path, const QString &good)
{
    const auto rows = connection.query(pragma);
    if (!rows)
        return isOfTheReader(rows.error().code()) ? Result<bool>(rows.error())
                                                  : Result<bool>(notProved(path, QString::fromLatin1(pragma.mid(7)), rows.error().fact(u"message")));
    const bool isGood = good.isEmpty() ? rows->isEmpty() : rows->size() == 1 && (*rows)[0].text(0) == good;
    if (isGood)
        return true;
    if (const auto hungry = wantOfMemory((*rows)[0].text(0), path))
        return fail(*hungry);
    return fail(notProved(path, QString::fromLatin1(pragma.mid(7)),
                          good.isEmpty() ? QStringLiteral("table %1 refers to rows that are not there").arg((*rows)[0].text(0))
                                         : (*rows)[0].text(0)));
}
} // namespace

Result<bool> proveBackup(const QString &path, const Unpacking &scratch, const CancelToken &cancel, const ProgressSink &progress)
{
    if (auto made = ensureFolder(scratch.folder); !made)
        return made;
    removeLeftovers(scratch.folder);
    const auto plain = PlainStore::open(path, scratch, cancel, progress);
    if (!plain)
        return fail(plain.error());
    std::optional<ScratchStore> copy; // what was unpacked is one already, and as big
    if (!plain->isUnpacked()) {
        const qint64 bytes = plain->manifest().bytes;
        if (auto room = requireRoom({{scratch.folder, bytes}}); !room)
            return room;
        auto made = ScratchStore::copy(plain->path(), scratch.folder, cancel, [&](qint64 done) {
            if (progress)
                progress({Progress::Unit::Bytes, done, bytes, 0, -1});
        });
        if (!made)
            return fail(made.error());
        copy.emplace(std::move(*made));
    }

    // Nobody else knows the copy, and nothing is written in it.
    auto connection = sql::SqliteConnection::open({copy ? copy->path() : plain->path(), sql::SqliteConnection::Mode::ReadOnlyImmutable});
    if (!connection && isOfTheReader(connection.error().code()))
        return fail(connection.error());
    if (!connection)
        return fail(notProved(path, QStringLiteral("open"), connection.error().fact(u"message")));
    (*connection)->setCancelToken(cancel);
    const auto transaction = sql::Transaction::begin(**connection, {.write = false, .timeoutMs = kNoTimeout});
    if (!transaction)
        return fail(transaction.error());
    if (auto ok = holds(**connection, "PRAGMA integrity_check(1)", path, QStringLiteral("ok")); !ok)
        return ok;
    if (auto ok = holds(**connection, "PRAGMA foreign_key_check", path, {}); !ok)
        return ok;
    const auto results = sql::runInvariants(**connection, cancel);
    if (!results)
        return fail(results.error());
    for (const CheckResult &result : *results)
        if (result.state == CheckResult::State::Broken)
            return fail(notProved(path, result.name, QStringLiteral("%1 rows break it").arg(result.count)));
        else if (result.state == CheckResult::State::Crashed)
            return fail(notProved(path, result.name, result.error ? result.error->fact(u"message") : QString()));
    return true;
}

namespace {
/// What SQLite says of a whole file, or of its references: no row, or "ok".
Result<bool> isWell(sql::Connection &connection, const QByteArray &pragma, const QString &path)
{
    const auto rows = connection.query(pragma);
    if (!rows)
        return rows.error().code() == ErrorCode::StoreDamaged ? Result<bool>(false) : Result<bool>(rows.error());
    if (const auto hungry = rows->isEmpty() ? std::nullopt : wantOfMemory((*rows)[0].text(0), path))
        return fail(*hungry);
    return rows->isEmpty() || (rows->size() == 1 && (*rows)[0].text(0) == u"ok");
}

Result<bool> ruleHolds(sql::Connection &connection, const QString &rule, const CancelToken &cancel)
{
    const auto results = sql::runInvariants(connection, cancel, {.names = {rule}});
    if (!results)
        return fail(results.error());
    for (const CheckResult &result : *results)
        if (result.state == CheckResult::State::Crashed)
            return fail(result.error ? *result.error : Error(ErrorCode::InternalBug));
        else if (result.state == CheckResult::State::Broken)
            return false;
    return true; // also where an older schema knows no such rows
}
} // namespace

Result<bool> checkHolds(const QString &path, const QString &check, const Unpacking &scratch, const CancelToken &cancel)
{
    const auto plain = PlainStore::open(path, scratch, cancel, {});
    if (!plain)
        return fail(plain.error());
    // What was unpacked was held against its hashes. That contents do not hang together may be what is looked for.
    if (!plain->isUnpacked())
        if (auto whole = verifyWhole(placeOf(path), plain->manifest(), cancel, {}); !whole && whole.error().code() != ErrorCode::BackupNotProved)
            return whole;
    auto connection = sql::SqliteConnection::open({plain->path(), sql::SqliteConnection::Mode::ReadOnlyImmutable});
    if (!connection)
        return fail(connection.error());
    (*connection)->setCancelToken(cancel);
    const auto transaction = sql::Transaction::begin(**connection, {.write = false, .timeoutMs = kNoTimeout});
    if (!transaction)
        return fail(transaction.error());
    if (check == kIntegrityCheck)
        return isWell(**connection, "PRAGMA integrity_check(1)", path);
    if (check == u"quick-check")
        return isWell(**connection, "PRAGMA quick_check(1)", path);
    if (check == u"foreign-keys")
        return isWell(**connection, "PRAGMA foreign_key_check", path);
    return ruleHolds(**connection, check, cancel);
}

} // namespace plancia::backup
