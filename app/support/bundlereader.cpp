// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/bundlereader.h"

#include "app/support/bundle.h"

#include <archive.h>
#include <archive_entry.h>

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <memory>

namespace plancia::support {

namespace {

constexpr qsizetype kMaxFiles = 1'000;
constexpr qsizetype kMaxName = 200;
const QString kManifest = QStringLiteral("manifest.json");

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

Error foreign(const QString &path, const QString &why)
{
    return Error(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), path}, {QStringLiteral("message"), why}});
}

/// Every file by name, unpacked in memory. A zip that grows beyond our own limit is none of ours.
Result<QHash<QString, QByteArray>> unpack(const QString &path)
{
    Reader reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(reader.get());
    const QByteArray name = QFile::encodeName(path);
    if (archive_read_open_filename(reader.get(), name.constData(), 64 * 1024) != ARCHIVE_OK)
        return fail(foreign(path, QString::fromUtf8(archive_error_string(reader.get()))));
    QHash<QString, QByteArray> files;
    qint64 total = 0;
    for (archive_entry *entry = nullptr;;) {
        const int step = archive_read_next_header(reader.get(), &entry);
        if (step == ARCHIVE_EOF)
            return files;
        if (step != ARCHIVE_OK)
            return fail(foreign(path, QString::fromUtf8(archive_error_string(reader.get()))));
        const char *raw = archive_entry_pathname_utf8(entry);
        const QString file = QString::fromUtf8(raw ? raw : "");
        if (file.isEmpty() || file.size() > kMaxName || files.contains(file) || files.size() >= kMaxFiles)
            return fail(foreign(path, QStringLiteral("unexpected names or number of files")));
        QByteArray content;
        char piece[64 * 1024];
        for (;;) {
            const la_ssize_t n = archive_read_data(reader.get(), piece, sizeof piece);
            if (n == 0)
                break;
            total += n;
            if (n < 0 || total > kMaxBundleBytes)
                return fail(foreign(path, n < 0 ? QString::fromUtf8(archive_error_string(reader.get()))
                                                : QStringLiteral("larger than any bundle")));
            content.append(piece, static_cast<qsizetype>(n));
        }
        files.insert(file, content);
    }
}

} // namespace

Result<OpenedBundle> readBundle(const QString &path)
{
    auto files = unpack(path);
    if (!files)
        return fail(files.error());
    const QJsonObject manifest = QJsonDocument::fromJson(files->value(kManifest)).object();
    if (manifest.value(QLatin1String("kind")).toString() != u"plancia-bundle"
        || manifest.value(QLatin1String("version")).toInt() != 1)
        return fail(foreign(path, QStringLiteral("no manifest of a debug bundle")));
    OpenedBundle bundle;
    bundle.contents.fileName = QFileInfo(path).fileName();
    bundle.createdAt = QDateTime::fromString(manifest.value(QLatin1String("created_at")).toString(), Qt::ISODateWithMs)
                           .toMSecsSinceEpoch();
    const QJsonArray listed = manifest.value(QLatin1String("files")).toArray();
    if (listed.size() > kMaxFiles)
        return fail(foreign(path, QStringLiteral("unexpected names or number of files")));
    QSet<QString> names;
    for (const QJsonValue &value : listed) {
        const QJsonObject about = value.toObject();
        BundleFile file;
        file.name = about.value(QLatin1String("name")).toString();
        file.reason = about.value(QLatin1String("reason")).toString();
        file.masked = about.value(QLatin1String("masked")).toInt();
        file.sha256 = about.value(QLatin1String("sha256")).toString();
        // Named twice it would be hashed twice, a thousand times a thousand; overlong words would be logged and shown.
        if (file.name.size() > kMaxName || file.reason.size() > kMaxName || file.sha256.size() > kMaxName
            || names.contains(file.name))
            return fail(foreign(path, QStringLiteral("a manifest that is none of ours")));
        names.insert(file.name);
        file.content = files->value(file.name);
        const QByteArray hash = QCryptographicHash::hash(file.content, QCryptographicHash::Sha256).toHex();
        if (!files->contains(file.name) || hash != file.sha256.toLatin1())
            return fail(ErrorCode::BackupDamaged, {{QStringLiteral("path"), path}, {QStringLiteral("file"), file.name}});
        bundle.contents.files.append(file);
    }
    return bundle;
}

} // namespace plancia::support
