// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/powerloss.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>

#include <cstring>
#include <memory>

namespace plancia::tests {

namespace {

constexpr qint64 kSector = 512;

/// A file with what is on the disk and what is only on its way there.
struct Inode {
    bool isFolder = false;
    QByteArray onDisk;
    QList<IoStep> underWay; ///< Write and Resize
};
using InodePtr = std::shared_ptr<Inode>;

/// A name appears, is gone, or is moved; `from` and `to` may be empty.
struct NameChange {
    QString from, to;
    InodePtr inode;
    bool kept = false; ///< its folder was synced afterwards
};

QString folderOf(const QString &path) { return path.contains(u'/') ? path.section(u'/', 0, -2) : QString(); }

void apply(QByteArray &content, const IoStep &step, qint64 from, qint64 size)
{
    if (content.size() < step.at + from + size)
        content.append(QByteArray(step.at + from + size - content.size(), '\0'));
    std::memcpy(content.data() + step.at + from, step.bytes.constData() + from, static_cast<size_t>(size));
}

void applyWhole(QByteArray &content, const IoStep &step)
{
    if (step.kind == IoRecord::Write)
        apply(content, step, 0, step.bytes.size());
    else if (content.size() > step.at)
        content.truncate(step.at);
    else
        content.append(QByteArray(step.at - content.size(), '\0'));
}

/// Pieces end at the sectors of the file, not of the write.
void applySome(QByteArray &content, const IoStep &step, QRandomGenerator &random)
{
    if (step.kind != IoRecord::Write) {
        if (random.bounded(2))
            applyWhole(content, step);
        return;
    }
    for (qint64 from = 0; from < step.bytes.size();) {
        const qint64 size = std::min(step.bytes.size() - from, kSector - (step.at + from) % kSector);
        if (random.bounded(2))
            apply(content, step, from, size);
        from += size;
    }
}

class Disk {
public:
    explicit Disk(const QString &before)
    {
        QDirIterator all(before, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            all.next();
            auto inode = std::make_shared<Inode>();
            inode->isFolder = all.fileInfo().isDir();
            if (QFile file(all.filePath()); !inode->isFolder && file.open(QIODevice::ReadOnly))
                inode->onDisk = file.readAll();
            m_names.insert(QDir(before).relativeFilePath(all.filePath()), inode);
        }
        m_before = m_names;
    }

    void take(const IoStep &step)
    {
        switch (step.kind) {
        case IoRecord::Create:
        case IoRecord::MakeFolder: {
            auto inode = std::make_shared<Inode>();
            inode->isFolder = step.kind == IoRecord::MakeFolder;
            change({{}, step.path, inode});
            break;
        }
        case IoRecord::Write:
        case IoRecord::Resize:
            if (const InodePtr inode = m_names.value(step.path)) // one without a name is lost in any case
                inode->underWay.append(step);
            break;
        case IoRecord::Sync: sync(step.path); break;
        case IoRecord::Rename: change({step.path, QString::fromUtf8(step.bytes), m_names.value(step.path)}); break;
        case IoRecord::Unlink: change({step.path, {}, m_names.value(step.path)}); break;
        case IoRecord::Told: break;
        }
    }

    bool writeTo(const QString &to, QRandomGenerator &random)
    {
        QMap<QString, InodePtr> names = m_before;
        // Of each folder a beginning: once a change is lost, so are all that follow it there.
        QStringList ended;
        for (const NameChange &change : std::as_const(m_changes)) {
            const QStringList folders = foldersOf(change);
            const bool isLost = !change.kept
                && (std::any_of(folders.begin(), folders.end(), [&](const QString &folder) { return ended.contains(folder); }) || random.bounded(2));
            if (isLost)
                ended += folders;
            else
                applyChange(names, change);
        }
        if (!QDir().mkpath(to))
            return false;
        QMap<Inode *, QByteArray> contents; // the same whichever name it has
        for (auto it = names.cbegin(); it != names.cend(); ++it) {
            const QString path = to + u'/' + it.key();
            // In a folder whose making was lost nothing is found.
            if (!QFileInfo(QFileInfo(path).path()).isDir() || it.key().endsWith(u"-shm"))
                continue;
            if (it.value()->isFolder) {
                if (!QDir().mkdir(path) || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
                    return false;
                continue;
            }
            if (!contents.contains(it.value().get())) {
                QByteArray content = it.value()->onDisk;
                for (const IoStep &step : std::as_const(it.value()->underWay))
                    applySome(content, step, random);
                contents.insert(it.value().get(), content);
            }
            QFile file(path);
            const QByteArray &content = contents[it.value().get()];
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
                || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
                return false;
        }
        return true;
    }

private:
    static QStringList foldersOf(const NameChange &change)
    {
        QStringList folders;
        if (!change.from.isEmpty())
            folders.append(folderOf(change.from));
        if (!change.to.isEmpty())
            folders.append(folderOf(change.to));
        return folders;
    }

    static void applyChange(QMap<QString, InodePtr> &names, const NameChange &change)
    {
        if (!change.to.isEmpty())
            names.insert(change.to, change.inode);
        if (change.from.isEmpty())
            return;
        names.remove(change.from);
        if (!change.inode || !change.inode->isFolder)
            return;
        // What lies in a folder goes with it.
        const QString below = change.from + u'/';
        QMap<QString, InodePtr> moved;
        for (auto it = names.lowerBound(below); it != names.end() && it.key().startsWith(below);) {
            if (!change.to.isEmpty())
                moved.insert(change.to + u'/' + it.key().mid(below.size()), it.value());
            it = names.erase(it);
        }
        names.insert(moved);
    }

    void change(NameChange change)
    {
        if (!change.inode)
            return;
        applyChange(m_names, change);
        m_changes.append(change);
    }

    void sync(const QString &path)
    {
        const InodePtr inode = path.isEmpty() ? nullptr : m_names.value(path);
        if (inode && !inode->isFolder) {
            for (const IoStep &step : std::as_const(inode->underWay))
                applyWhole(inode->onDisk, step);
            inode->underWay.clear();
            return;
        }
        for (NameChange &change : m_changes)
            if (foldersOf(change).contains(path))
                change.kept = true;
    }

    QMap<QString, InodePtr> m_before; ///< durable at the beginning
    QMap<QString, InodePtr> m_names;
    QList<NameChange> m_changes;
};

} // namespace

QList<IoStep> readRecord(const QString &path)
{
    QFile file(path);
    QList<IoStep> steps;
    if (!file.open(QIODevice::ReadOnly))
        return steps;
    IoRecord head;
    while (file.read(reinterpret_cast<char *>(&head), sizeof head) == sizeof head) {
        const QString name = QString::fromUtf8(file.read(head.pathBytes));
        steps.append({static_cast<IoRecord::Kind>(head.kind), name, static_cast<qint64>(head.at), file.read(static_cast<qint64>(head.bytes))});
    }
    return steps;
}

bool losePower(const QString &before, const QList<IoStep> &record, qsizetype steps, const QString &to, QRandomGenerator &random)
{
    Disk disk(before);
    for (qsizetype i = 0; i < steps; ++i)
        disk.take(record[i]);
    QDir(to).removeRecursively();
    return disk.writeTo(to, random);
}

} // namespace plancia::tests
