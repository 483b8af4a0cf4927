// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/backup.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUuid>

#include <optional>

namespace plancia {

namespace {
constexpr int kVersion = 1;
constexpr qsizetype kMaxManifestBytes = 1'000'000; // a manifest is about a kilobyte; more is none of ours

/// JSON numbers are doubles: whole and exact up to 2^53, which no count of ours reaches.
std::optional<qint64> count(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > 9007199254740992.0)
        return std::nullopt;
    const qint64 whole = value.toInteger(-1);
    return whole < 0 ? std::nullopt : std::optional(whole);
}

const QString kCheck = QStringLiteral("manifest_sha256");

/// SHA-256 of everything else in the manifest, as compact JSON (Qt writes keys in order): a manifest is checked like the
/// file that it speaks of.
QString checkOf(QJsonObject object)
{
    object.remove(kCheck);
    const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
}

Error refused(const QString &what)
{
    return Error(ErrorCode::BackupManifest, {{QStringLiteral("message"), what}});
}
} // namespace

QByteArray toJson(const BackupManifest &manifest)
{
    QJsonObject rows;
    for (auto it = manifest.rows.begin(); it != manifest.rows.end(); ++it)
        rows.insert(it.key(), it.value());
    QJsonObject object{
        {QStringLiteral("version"), manifest.version},
        {QStringLiteral("file"), manifest.file},
        {QStringLiteral("sha256"), manifest.sha256},
        {QStringLiteral("bytes"), manifest.bytes},
        {QStringLiteral("store_id"), manifest.storeId},
        {QStringLiteral("history_id"), manifest.historyId},
        {QStringLiteral("commit"), manifest.commitNo},
        {QStringLiteral("schema_version"), manifest.schemaVersion},
        {QStringLiteral("rows"), rows},
        {QStringLiteral("started_at"), manifest.startedAt},
        {QStringLiteral("finished_at"), manifest.finishedAt},
        {QStringLiteral("kind"), manifest.kind},
        {QStringLiteral("app_version"), manifest.appVersion},
        {QStringLiteral("sqlite_version"), manifest.sqliteVersion},
    };
    object.insert(kCheck, checkOf(object));
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<BackupManifest> backupManifestFromJson(const QByteArray &json)
{
    if (json.size() > kMaxManifestBytes)
        return fail(refused(QStringLiteral("longer than a manifest can be")));
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    if (!document.isObject())
        return fail(refused(parsed.error == QJsonParseError::NoError ? QStringLiteral("no JSON object")
                                                                     : parsed.errorString()));
    const QJsonObject object = document.object();
    const auto text = [&](const char *key) { return object.value(QLatin1String(key)).toString(); };

    BackupManifest m;
    m.version = object.value(QLatin1String("version")).toInt();
    if (m.version != kVersion)
        return fail(refused(QStringLiteral("version %1 is not known").arg(m.version)));
    m.file = text("file");
    if (m.file.isEmpty() || m.file.contains(u'/') || m.file.contains(QChar::Null) || m.file.startsWith(u'.'))
        return fail(refused(QStringLiteral("file is no plain name")));
    m.sha256 = text("sha256");
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    if (!hex.match(m.sha256).hasMatch())
        return fail(refused(QStringLiteral("sha256 is no hash")));
    m.storeId = text("store_id");
    m.historyId = text("history_id");
    if (QUuid::fromString(m.storeId).isNull() || QUuid::fromString(m.historyId).isNull())
        return fail(refused(QStringLiteral("store_id or history_id is no UUID")));

    struct Number {
        const char *key;
        qint64 *target;
    };
    qint64 schema = 0;
    for (const Number &number : {Number{"bytes", &m.bytes}, Number{"commit", &m.commitNo},
                                 Number{"schema_version", &schema}, Number{"started_at", &m.startedAt},
                                 Number{"finished_at", &m.finishedAt}}) {
        const auto value = count(object.value(QLatin1String(number.key)));
        if (!value)
            return fail(refused(QLatin1String(number.key) + QStringLiteral(" is no whole number")));
        *number.target = *value;
    }
    m.schemaVersion = static_cast<int>(schema);
    if (!object.value(QLatin1String("rows")).isObject())
        return fail(refused(QStringLiteral("rows is missing")));
    const QJsonObject rows = object.value(QLatin1String("rows")).toObject();
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        const auto value = count(it.value());
        if (!value)
            return fail(refused(QStringLiteral("rows of %1 is no whole number").arg(it.key())));
        m.rows.insert(it.key(), *value);
    }
    m.kind = text("kind");
    m.appVersion = text("app_version");
    m.sqliteVersion = text("sqlite_version");
    if (object.value(kCheck).toString() != checkOf(object))
        return fail(refused(QStringLiteral("it was changed after it was written")));
    return m;
}

QString toString(BackupInfo::State state)
{
    switch (state) {
    case BackupInfo::State::Verified: return QStringLiteral("verified");
    case BackupInfo::State::Unverified: return QStringLiteral("unverified");
    case BackupInfo::State::Damaged: return QStringLiteral("damaged");
    case BackupInfo::State::Missing: return QStringLiteral("missing");
    case BackupInfo::State::Proved: return QStringLiteral("proved");
    }
    return {};
}

} // namespace plancia
