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
constexpr int kFlat = 1; // a file and its manifest beside it
constexpr int kVersion = 2;
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

/// What is hashed is said by the name of the member.
const char *hashKey(const BackupManifest &m) { return m.pageSize > 0 ? "pages_sha256" : "sha256"; }

bool isHash(const QString &text)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    return hex.match(text).hasMatch();
}

/// What version 2 says more. The text names what is wrong.
std::optional<QString> readMore(const QJsonObject &object, BackupManifest &m)
{
    const auto text = [&](const char *key) { return object.value(QLatin1String(key)).toString(); };
    m.engine = text("engine");
    if (m.engine != u"sqlite" && m.engine != u"postgres")
        return QStringLiteral("engine is not known");
    const auto pageSize = count(object.value(QLatin1String("page_size")));
    const auto bootMs = count(object.value(QLatin1String("boot_ms")));
    if (!pageSize || !bootMs)
        return QStringLiteral("page_size or boot_ms is no whole number");
    // SQLite file format, §1.3.2: a power of two between 512 and 65536.
    const bool sqlite = m.engine == u"sqlite";
    if (sqlite ? *pageSize < 512 || *pageSize > 65536 || (*pageSize & (*pageSize - 1)) != 0 : *pageSize != 0)
        return QStringLiteral("page_size is none");
    m.pageSize = static_cast<int>(*pageSize);
    if (m.pageSize > 0 && (m.bytes == 0 || m.bytes % m.pageSize != 0))
        return QStringLiteral("bytes is no number of pages");
    m.schemaSha256 = text("schema_sha256");
    if (!isHash(m.schemaSha256))
        return QStringLiteral("schema_sha256 is no hash");
    m.serverVersion = text("server_version");
    static const QRegularExpression version(QStringLiteral("\\A\\d{1,4}(\\.\\d{1,4}){0,2}\\z"));
    if (!sqlite && !version.match(m.serverVersion).hasMatch())
        return QStringLiteral("server_version is none");
    m.wholeDatabase = object.value(QLatin1String("whole_database")).toBool();
    if (m.version == BackupManifest::kEncrypted) {
        const QJsonObject encryption = object.value(QLatin1String("encryption")).toObject();
        m.keyId = encryption.value(QLatin1String("key_id")).toString();
        m.encryptedSha256 = encryption.value(QLatin1String("sha256")).toString();
        m.mac = encryption.value(QLatin1String("mac")).toString();
        const auto bytes = count(encryption.value(QLatin1String("bytes")));
        static const QRegularExpression id(QStringLiteral("\\A[0-9a-f]{16}\\z"));
        if (!id.match(m.keyId).hasMatch() || !isHash(m.encryptedSha256) || !isHash(m.mac) || !bytes)
            return QStringLiteral("encryption cannot be read");
        m.encryptedBytes = *bytes;
    }
    m.note = text("note");
    m.clock = {m.startedAt, *bootMs, text("boot_id")};
    return std::nullopt;
}

/// Without what is said of it itself: its hash and its mac.
QJsonObject objectOf(const BackupManifest &manifest)
{
    QJsonObject rows;
    for (auto it = manifest.rows.begin(); it != manifest.rows.end(); ++it)
        rows.insert(it.key(), it.value());
    QJsonObject object{
        {QStringLiteral("version"), manifest.version},
        {QStringLiteral("file"), manifest.file},
        {QLatin1String(hashKey(manifest)), manifest.sha256},
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
    if (manifest.version > kFlat) {
        object.insert(QStringLiteral("engine"), manifest.engine);
        object.insert(QStringLiteral("page_size"), manifest.pageSize);
        object.insert(QStringLiteral("schema_sha256"), manifest.schemaSha256);
        object.insert(QStringLiteral("note"), manifest.note);
        object.insert(QStringLiteral("boot_id"), manifest.clock.bootId);
        object.insert(QStringLiteral("boot_ms"), manifest.clock.bootMs);
        if (manifest.engine == u"postgres") {
            object.insert(QStringLiteral("server_version"), manifest.serverVersion);
            object.insert(QStringLiteral("whole_database"), manifest.wholeDatabase);
        }
    }
    if (manifest.isEncrypted())
        object.insert(QStringLiteral("encryption"), QJsonObject{{QStringLiteral("key_id"), manifest.keyId},
                                                                {QStringLiteral("sha256"), manifest.encryptedSha256},
                                                                {QStringLiteral("bytes"), manifest.encryptedBytes}});
    return object;
}
} // namespace

QByteArray toJson(const BackupManifest &manifest)
{
    QJsonObject object = objectOf(manifest);
    const QString encryption = QStringLiteral("encryption");
    if (manifest.isEncrypted()) {
        QJsonObject said = object.value(encryption).toObject();
        said.insert(QStringLiteral("mac"), manifest.mac);
        object.insert(encryption, said);
    }
    object.insert(kCheck, checkOf(object));
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

QByteArray textForMac(const BackupManifest &manifest) { return QJsonDocument(objectOf(manifest)).toJson(QJsonDocument::Compact); }

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
    if (m.version != kFlat && m.version != kVersion && m.version != BackupManifest::kEncrypted)
        return fail(refused(QStringLiteral("version %1 is not known").arg(m.version)));
    m.file = text("file");
    if (m.file.isEmpty() || m.file.contains(u'/') || m.file.contains(QChar::Null) || m.file.startsWith(u'.'))
        return fail(refused(QStringLiteral("file is no plain name")));
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
    m.clock.wallMs = m.startedAt;
    if (m.version > kFlat)
        if (const auto wrong = readMore(object, m))
            return fail(refused(*wrong));
    m.sha256 = text(hashKey(m));
    if (!isHash(m.sha256))
        return fail(refused(QLatin1String(hashKey(m)) + QStringLiteral(" is no hash")));
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

QJsonArray toJson(const QList<DamagedPage> &pages)
{
    QJsonArray array;
    for (const DamagedPage &page : pages)
        array.append(QJsonObject{{QStringLiteral("file"), page.file},
                                 {QStringLiteral("page"), page.page},
                                 {QStringLiteral("table"), page.table.isEmpty() ? QJsonValue() : QJsonValue(page.table)}});
    return array;
}

QList<DamagedPage> damagedPagesFromJson(const QJsonArray &array)
{
    QList<DamagedPage> pages;
    for (const QJsonValue &value : array)
        if (const auto page = count(value[QLatin1String("page")]); page && *page > 0 && pages.size() < kMaxDamagedPages)
            pages.append({value[QLatin1String("file")].toString(), *page, value[QLatin1String("table")].toString()});
    return pages;
}

QString toFact(const QList<DamagedPage> &pages)
{
    return pages.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(toJson(pages)).toJson(QJsonDocument::Compact));
}

QList<DamagedPage> damagedPagesOf(const Error &error)
{
    return damagedPagesFromJson(QJsonDocument::fromJson(error.fact(kDamageFact).toUtf8()).array());
}

Error errorOfRot(const BackupInfo &backup)
{
    return Error(ErrorCode::BackupNotProved, {{QStringLiteral("path"), backup.path}, {QStringLiteral("check"), kRotCheck},
                                              {QStringLiteral("message"), backup.rot}, {kDamageFact, toFact(backup.damagedPages)}});
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

QString toString(KeepReason::Kind kind)
{
    using Kind = KeepReason::Kind;
    switch (kind) {
    case Kind::Newest: return QStringLiteral("newest");
    case Kind::Daily: return QStringLiteral("daily");
    case Kind::Weekly: return QStringLiteral("weekly");
    case Kind::Monthly: return QStringLiteral("monthly");
    case Kind::Pinned: return QStringLiteral("pinned");
    case Kind::LastProved: return QStringLiteral("last_proved");
    case Kind::LastClean: return QStringLiteral("last_clean");
    case Kind::BeforeAct: return QStringLiteral("before_act");
    case Kind::ArchiveBase: return QStringLiteral("archive_base");
    case Kind::Damaged: return QStringLiteral("damaged");
    case Kind::Frozen: return QStringLiteral("frozen");
    case Kind::InUse: return QStringLiteral("in_use");
    case Kind::Unknown: return QStringLiteral("unknown");
    case Kind::OnlyCopy: return QStringLiteral("only_copy");
    case Kind::Superseded: return QStringLiteral("superseded");
    }
    return {};
}

} // namespace plancia
