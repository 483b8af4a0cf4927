// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/backupkeyring.h"

#include "app/log/log.h"
#include "models/domain/recoveryphrase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace plancia::wiring {

using backup::BackupKey;

namespace {
const QString kPreference = QStringLiteral("backup_keys");

QString entry(const QString &id) { return QStringLiteral("backup-key/") + id; }

template <class T>
Result<T> waitFor(QFuture<Result<T>> future)
{
    future.waitForFinished(); // on an engine's thread, for another engine's
    return future.result();
}
} // namespace

BackupKeyring::BackupKeyring(sql::Gateway &console, const audit::Recorder &recorder, secrets::KeyRing &keyRing)
    : m_console(console), m_recorder(recorder), m_keyRing(keyRing)
{
}

BackupKeyring::~BackupKeyring() { m_worker.stop(); }

Result<BackupKeyring::Ids> BackupKeyring::readIds(sql::Connection &connection)
{
    const auto rows = connection.query("SELECT value FROM preferences WHERE key = $1", {kPreference});
    if (!rows)
        return fail(rows.error());
    Ids ids;
    if (rows->isEmpty())
        return ids;
    const QJsonObject object = QJsonDocument::fromJson((*rows)[0].text(0).toUtf8()).object();
    ids.current = object.value(QLatin1String("current")).toString();
    for (const QJsonValue &id : object.value(QLatin1String("all")).toArray())
        ids.all += id.toString();
    return ids;
}

Result<BackupKeyring::Ids> BackupKeyring::ids() const
{
    return waitFor(m_console.read<Ids>(CallContext{}, &BackupKeyring::readIds));
}

/// Read and written in one transaction: another program may enter a key at the same time.
Result<bool> BackupKeyring::addId(const QString &id, Use use, const CallContext &context)
{
    const bool isForNew = use == Use::NewBackups;
    const AuditEvent event = begin(isForNew ? QStringLiteral("for_new_backups") : QStringLiteral("entered"), id, context);
    return waitFor(m_console.write<bool>(
        context, {event.id, {}}, [recorder = m_recorder, event, id, isForNew](sql::Connection &connection) -> Result<bool> {
            auto known = readIds(connection);
            if (!known)
                return fail(known.error());
            if (isForNew)
                known->current = id;
            if (!known->all.contains(id))
                known->all += id;
            const QJsonObject object{{QStringLiteral("current"), known->current}, {QStringLiteral("all"), QJsonArray::fromStringList(known->all)}};
            auto written = connection.execute("INSERT INTO preferences (key, value) VALUES ($1, $2)"
                                              " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                              {kPreference, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact))});
            if (!written)
                return fail(written.error());
            auto appended = recorder.append(connection, event);
            return appended ? Result<bool>(true) : Result<bool>(appended.error());
        }));
}

AuditEvent BackupKeyring::begin(const QString &what, const QString &id, const CallContext &context) const
{
    audit::Act act;
    act.action = action::BackupPolicy;
    act.objectKind = QStringLiteral("backup_key");
    act.objectId = act.objectName = id;
    act.details = QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("key"), what}}).toJson(QJsonDocument::Compact));
    return m_recorder.begin(act, context);
}

std::optional<BackupKey> BackupKeyring::inMemory(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_thisRun.constFind(id);
    return found == m_thisRun.constEnd() ? std::nullopt : std::optional(*found);
}

Result<BackupKey> BackupKeyring::find(const QString &id) const
{
    if (auto key = inMemory(id))
        return *key;
    const auto kept = waitFor(m_keyRing.read(entry(id)));
    if (!kept && kept.error().code() != ErrorCode::KeyringMissing)
        return fail(kept.error());
    if (kept && *kept)
        if (const auto bytes = keyOfPhrase(**kept); bytes && BackupKey(*bytes).id() == id)
            return BackupKey(*bytes);
    const auto known = ids();
    bool hasOthers = known && std::ranges::any_of(known->all, [&id](const QString &other) { return other != id; });
    {
        const std::scoped_lock lock(m_mutex);
        hasOthers = hasOthers || !m_thisRun.isEmpty();
    }
    if (hasOthers && (!known || !known->all.contains(id)))
        return fail(ErrorCode::BackupWrongKey);
    return fail(kept ? Error(ErrorCode::BackupKeyMissing) : Error(ErrorCode::BackupKeyMissing, {}, kept.error()));
}

Result<BackupKey> BackupKeyring::current() const
{
    const auto known = ids();
    if (!known)
        return fail(known.error());
    return known->current.isEmpty() ? Result<BackupKey>(Error(ErrorCode::BackupKeyMissing)) : find(known->current);
}

Result<BackupKeyState> BackupKeyring::stateNow() const
{
    const auto known = ids();
    if (!known)
        return fail(known.error());
    BackupKeyState state;
    state.currentId = known->current;
    state.ids = known->all;
    if (state.currentId.isEmpty())
        return state;
    state.where = inMemory(state.currentId) ? BackupKeyState::Where::ThisRun : BackupKeyState::Where::KeyRing;
    if (state.where == BackupKeyState::Where::KeyRing)
        if (const auto key = find(state.currentId); !key) {
            state.where = BackupKeyState::Where::Nowhere;
            state.error = key.error();
        }
    return state;
}

QFuture<Result<BackupKeyState>> BackupKeyring::state(CallContext)
{
    return m_worker.run([this] { return stateNow(); });
}

QFuture<Result<RecoveryKey>> BackupKeyring::make(CallContext)
{
    return m_worker.run([]() -> Result<RecoveryKey> {
        const BackupKey key = BackupKey::random();
        return RecoveryKey{key.id(), phraseOfKey(key.bytes())};
    });
}

/// Written and read back: a ring that forgets at once would be noticed at the first restore.
Result<bool> BackupKeyring::writeRing(const QString &id, const QString &phrase)
{
    if (auto written = waitFor(m_keyRing.write(entry(id), phrase)); !written)
        return written;
    const auto kept = waitFor(m_keyRing.read(entry(id)));
    if (!kept)
        return fail(kept.error());
    return *kept == phrase ? Result<bool>(true)
                           : Result<bool>(Error(ErrorCode::KeyringMissing, {{QStringLiteral("message"), QStringLiteral("it did not keep what was written")}}));
}

Result<BackupKeyState> BackupKeyring::keepNow(const QString &phrase, Use use, const CallContext &context)
{
    const auto bytes = keyOfPhrase(phrase);
    if (!bytes)
        return fail(bytes.error());
    const BackupKey key(*bytes);
    const QString id = key.id();
    if (auto kept = writeRing(id, phraseOfKey(*bytes)); kept) {
        const std::scoped_lock lock(m_mutex);
        m_thisRun.remove(id);
    } else if (kept.error().code() != ErrorCode::KeyringMissing) {
        return fail(kept.error()); // a ring that is locked is opened, and then it keeps the key: in memory it would be lost with the run
    } else {
        log::write(log::Level::Warning, "secrets", kept.error());
        const std::scoped_lock lock(m_mutex);
        m_thisRun.insert(id, key);
    }
    if (auto added = addId(id, use, context); !added)
        return fail(added.error());
    return stateNow();
}

QFuture<Result<BackupKeyState>> BackupKeyring::keep(QString phrase, Use use, CallContext context)
{
    return m_worker.run([this, phrase, use, context] { return keepNow(phrase, use, context); });
}

QFuture<Result<RecoveryKey>> BackupKeyring::phrase(CallContext context)
{
    return m_worker.run([this, context]() -> Result<RecoveryKey> {
        const auto key = current();
        if (!key)
            return fail(key.error());
        const auto recorded = waitFor(m_recorder.record(m_console, begin(QStringLiteral("phrase_shown"), key->id(), context), context));
        if (!recorded)
            return fail(recorded.error()); // not shown unseen
        return RecoveryKey{key->id(), phraseOfKey(key->bytes())};
    });
}

Result<QString> BackupKeyring::useForThisRun(const QString &phrase)
{
    const auto bytes = keyOfPhrase(phrase);
    if (!bytes)
        return fail(bytes.error());
    const BackupKey key(*bytes);
    const std::scoped_lock lock(m_mutex);
    m_thisRun.insert(key.id(), key);
    return key.id();
}

QStringList BackupKeyring::secrets() const
{
    QStringList all;
    const std::scoped_lock lock(m_mutex);
    for (const BackupKey &key : m_thisRun)
        all += phraseOfKey(key.bytes());
    return all;
}

} // namespace plancia::wiring
