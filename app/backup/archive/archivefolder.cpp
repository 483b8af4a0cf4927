// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/archivefolder.h"

#include "app/log/log.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace plancia::backup::archive {

using namespace std::chrono_literals;

namespace {

constexpr qint64 kMaxSmallFile = 4 << 20;

QByteArray readSmall(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kMaxSmallFile) : QByteArray();
}

/// Tells a file from the one that took its place.
QByteArray looksOf(const QFileInfo &file)
{
    return file.fileName().toUtf8() + ' ' + QByteArray::number(file.size()) + ' '
        + QByteArray::number(file.lastModified().toMSecsSinceEpoch()) + '\n';
}

QJsonArray positionToJson(const WalPosition &p)
{
    return {qint64(p.salt1), qint64(p.salt2), qint64(p.pageSize), p.frames, qint64(p.sum1), qint64(p.sum2)};
}

WalPosition positionFromJson(const QJsonArray &a)
{
    const auto number = [&](int i) { return static_cast<quint32>(a.at(i).toInteger()); };
    return {number(0), number(1), number(2), a.at(3).toInteger(), number(4), number(5)};
}

} // namespace

MainFile MainFile::of(const QString &path)
{
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return {static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino), static_cast<qint64>(status.st_size),
            static_cast<qint64>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

ArchiveFolder::ArchiveFolder(QString folder, QUuid storeId, QString backups, const BackupKeys *keys)
    : m_folder(std::move(folder)), m_storeId(storeId), m_backups(std::move(backups)), m_keys(keys)
{
}

Result<Fd> ArchiveFolder::lockFile(const QString &name, int kind, int waitMs) const
{
    if (auto made = ensureFolder(m_folder); !made)
        return fail(made.error());
    const QString path = m_folder + u'/' + name;
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.isOpen())
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(waitMs);
    while (::flock(fd.get(), kind | LOCK_NB) != 0) {
        if (std::chrono::steady_clock::now() >= until)
            return fail(ErrorCode::DbBusy, {{QStringLiteral("path"), m_folder}, {QStringLiteral("seconds"), QString::number(waitMs / 1000)}});
        std::this_thread::sleep_for(2ms);
    }
    return fd;
}

Result<Fd> ArchiveFolder::lock(int waitMs) const { return lockFile(QStringLiteral("lock"), LOCK_EX, waitMs); }
Result<Fd> ArchiveFolder::lockForReading(int waitMs) const { return lockFile(QStringLiteral("readers.lock"), LOCK_SH, waitMs); }
Result<Fd> ArchiveFolder::lockForThinning() const { return lockFile(QStringLiteral("readers.lock"), LOCK_EX, 0); }

bool ArchiveFolder::isOn() const { return !QFile::exists(m_folder + QStringLiteral("/off")); }

Result<bool> ArchiveFolder::setOn(bool on)
{
    const QString marker = m_folder + QStringLiteral("/off");
    if (!on)
        return replace(QStringLiteral("off"), {});
    if (::unlink(QFile::encodeName(marker).constData()) != 0 && errno != ENOENT)
        return fail(fileError(ErrorCode::IoWrite, errno, marker));
    return true;
}

Result<bool> ArchiveFolder::replace(const QString &name, const QByteArray &bytes) const
{
    if (auto made = ensureFolder(m_folder); !made)
        return made;
    auto file = PendingFile::create(m_folder);
    if (!file)
        return fail(file.error());
    if (auto written = file->write(bytes); !written)
        return written;
    if (auto synced = file->sync(); !synced)
        return synced;
    auto published = file->publish(name, PendingFile::Existing::Replace);
    return published ? Result<bool>(true) : Result<bool>(published.error());
}

Result<std::shared_ptr<const Index>> ArchiveFolder::index()
{
    const std::scoped_lock guard(m_mutex);
    const QFileInfoList files = QDir(m_folder).entryInfoList({QStringLiteral("*.seg")}, QDir::Files | QDir::NoSymLinks, QDir::Name);
    const QByteArray basesText = readSmall(m_folder + QStringLiteral("/bases.json"));
    QList<Base> there;
    QByteArray state = basesText;
    for (const Base &base : bases()) {
        if (!QFile::exists(m_backups + u'/' + base.name))
            continue;
        there.append(base);
        state += base.name.toUtf8() + '\n';
    }
    for (const QFileInfo &file : files)
        state += looksOf(file);
    if (m_index && state == m_indexOf)
        return m_index;

    QHash<QByteArray, RecordHead> heads;
    QList<RecordHead> records;
    for (const QFileInfo &file : files) {
        const QByteArray looks = looksOf(file);
        qint64 first = 0, last = 0;
        if (!parseRecordFileName(file.fileName(), &first, &last) || m_unreadable.contains(looks))
            continue;
        if (const auto known = m_heads.constFind(looks); known != m_heads.cend()) {
            heads.insert(looks, *known);
            records.append(*known);
            continue;
        }
        auto head = readHead(file.absoluteFilePath());
        if (!head && head.error().code() == ErrorCode::BackupNotFound)
            continue; // merged just now
        if (!head && head.error().code() != ErrorCode::ArchiveDamaged)
            return fail(head.error());
        if (head && (head->first != first || head->last != last || head->storeId != m_storeId))
            head = fail(damagedRecord(file.absoluteFilePath(), QStringLiteral("it belongs to another place or store")));
        if (!head) {
            log::write(log::Level::Warning, "archive", head.error());
            m_unreadable.insert(looks);
            continue;
        }
        heads.insert(looks, *head);
        records.append(*head);
    }
    m_heads = std::move(heads);
    m_index = std::make_shared<const Index>(Index::build(std::move(records), there));
    m_indexOf = state;
    return m_index;
}

/// Behind every file that is there, also a damaged one: a name is never taken twice.
qint64 ArchiveFolder::nextPlace(const RecordHead *newest) const
{
    qint64 place = newest ? newest->last : 0;
    const QStringList names = QDir(m_folder).entryList({QStringLiteral("*.seg")}, QDir::Files | QDir::NoSymLinks, QDir::Name);
    qint64 first = 0, last = 0;
    if (!names.isEmpty() && parseRecordFileName(names.last(), &first, &last))
        place = std::max(place, last);
    return place + 1;
}

Result<RecordHead> ArchiveFolder::append(RecordWriter writer, RecordHead head, const RecordHead *newest)
{
    head.storeId = m_storeId;
    head.first = head.last = nextPlace(newest);
    head.previous = newest ? newest->chain() : QByteArray();
    return writer.publish(std::move(head));
}

std::optional<Seal> ArchiveFolder::seal() const
{
    const QJsonObject o = QJsonDocument::fromJson(readSmall(m_folder + QStringLiteral("/seal.json"))).object();
    if (o.isEmpty())
        return std::nullopt;
    const QJsonArray main = o.value(QStringLiteral("main")).toArray();
    Seal seal;
    seal.position = positionFromJson(o.value(QStringLiteral("position")).toArray());
    seal.main = {static_cast<quint64>(main.at(0).toString().toULongLong()), static_cast<quint64>(main.at(1).toString().toULongLong()),
                 main.at(2).toInteger(), main.at(3).toString().toLongLong()};
    return seal;
}

Result<bool> ArchiveFolder::writeSeal(const Seal &seal)
{
    // Numbers that a double does not hold go as text.
    const QJsonArray main{QString::number(seal.main.device), QString::number(seal.main.inode), seal.main.bytes,
                          QString::number(seal.main.changedNs)};
    return replace(QStringLiteral("seal.json"),
                   QJsonDocument(QJsonObject{{QStringLiteral("position"), positionToJson(seal.position)}, {QStringLiteral("main"), main}})
                       .toJson(QJsonDocument::Compact));
}

bool ArchiveFolder::canRead() const
{
    for (const char *name : {"/bases.json", "/names.json"}) {
        QFile file(m_folder + QLatin1String(name));
        if (file.open(QIODevice::ReadOnly))
            continue;
        struct stat status {};
        if (::stat(QFile::encodeName(file.fileName()).constData(), &status) == 0 || errno != ENOENT)
            return false;
    }
    return true;
}

QList<Base> ArchiveFolder::bases() const
{
    QList<Base> all;
    const QJsonArray array = QJsonDocument::fromJson(readSmall(m_folder + QStringLiteral("/bases.json"))).array();
    for (const QJsonValue &value : array) {
        const QJsonObject o = value.toObject();
        const QString name = o.value(QStringLiteral("name")).toString();
        if (name.isEmpty() || name.contains(u'/'))
            continue;
        all.append({o.value(QStringLiteral("commit")).toInteger(), o.value(QStringLiteral("at")).toInteger(), name,
                    o.value(QStringLiteral("record")).toInteger(),
                    QByteArray::fromHex(o.value(QStringLiteral("chain")).toString().toLatin1()), o.value(QStringLiteral("bytes")).toInteger()});
    }
    return all;
}

Result<bool> ArchiveFolder::writeBases(const QList<Base> &bases)
{
    if (!canRead())
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), m_folder + QStringLiteral("/bases.json")}});
    QJsonArray array;
    for (const Base &base : bases)
        array.append(QJsonObject{{QStringLiteral("commit"), base.commitNo}, {QStringLiteral("at"), base.at},
                                 {QStringLiteral("name"), base.name}, {QStringLiteral("record"), base.record},
                                 {QStringLiteral("chain"), QString::fromLatin1(base.chain.toHex())}, {QStringLiteral("bytes"), base.bytes}});
    return replace(QStringLiteral("bases.json"), QJsonDocument(array).toJson());
}

QList<ArchiveFolder::Name> ArchiveFolder::names() const
{
    QList<Name> all;
    const QJsonArray array = QJsonDocument::fromJson(readSmall(m_folder + QStringLiteral("/names.json"))).array();
    for (const QJsonValue &value : array) {
        const QJsonObject o = value.toObject();
        all.append({o.value(QStringLiteral("commit")).toInteger(), o.value(QStringLiteral("at")).toInteger(),
                    o.value(QStringLiteral("name")).toString()});
    }
    return all;
}

Result<bool> ArchiveFolder::writeNames(const QList<Name> &names)
{
    if (!canRead())
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), m_folder + QStringLiteral("/names.json")}});
    QJsonArray array;
    for (const Name &name : names)
        array.append(QJsonObject{{QStringLiteral("commit"), name.commitNo}, {QStringLiteral("at"), name.at}, {QStringLiteral("name"), name.name}});
    return replace(QStringLiteral("names.json"), QJsonDocument(array).toJson());
}

} // namespace plancia::backup::archive
