// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/materialise.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <functional>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup::archive {

namespace {

constexpr qint64 kCopyBytes = 4 << 20;
constexpr std::chrono::milliseconds kTellEvery{100};

Result<bool> writeAt(int fd, const QString &path, qint64 offset, const char *bytes, qint64 size)
{
    qint64 done = 0;
    while (done < size) {
        const ssize_t n = ::pwrite(fd, bytes + done, static_cast<size_t>(size - done), offset + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(fileError(ErrorCode::IoWrite, n < 0 ? errno : ENOSPC, path));
        done += n;
    }
    return true;
}

/// Copies a range within the kernel where the file systems allow it.
Result<bool> copyRange(int from, const QString &source, int to, const QString &target, qint64 offset, qint64 bytes)
{
    QByteArray buffer;
    while (bytes > 0) {
        off_t in = offset, out = offset;
        ssize_t n = buffer.isEmpty() ? ::copy_file_range(from, &in, to, &out, static_cast<size_t>(bytes), 0) : -1;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == ENOSPC)
            return fail(fileError(ErrorCode::IoWrite, errno, target));
        if (n < 0) {
            buffer.resize(kCopyBytes);
            n = ::pread(from, buffer.data(), static_cast<size_t>(std::min(bytes, kCopyBytes)), offset);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return fail(fileError(ErrorCode::IoRead, errno, source));
            if (n > 0)
                if (auto written = writeAt(to, target, offset, buffer.constData(), n); !written)
                    return written;
        }
        if (n == 0)
            return true; // the base ends here
        offset += n;
        bytes -= n;
    }
    return true;
}

/// What one record gives: the page number of each of its places, 0 for those that are not the newest up to the commit.
struct Layer {
    const RecordHead *record = nullptr;
    std::vector<quint32> pages;
    qint64 wanted = 0;
};

/// For each record from the newest to the oldest. Marks the pages in `taken`. Commits up to `held` the base holds already.
Result<Layer> layerOf(const RecordHead &record, qint64 held, qint64 commitNo, quint32 dbPages, std::vector<bool> &taken)
{
    auto pages = readPageList(record);
    if (!pages)
        return fail(pages.error());
    Layer layer{&record, std::vector<quint32>(pages->size(), 0), 0};
    size_t end = pages->size();
    for (qsizetype c = record.commits.size() - 1; c >= 0; --c) {
        const size_t begin = end - record.commits[c].pages;
        const bool isAsked = record.commits[c].no > held && record.commits[c].no <= commitNo;
        for (size_t i = begin; i < end && isAsked; ++i) {
            const quint32 page = (*pages)[i];
            if (page == 0 || page > dbPages || taken[page])
                continue;
            taken[page] = true;
            layer.pages[i] = page;
            ++layer.wanted;
        }
        end = begin;
    }
    return layer;
}

/// Pages that follow each other go to the file together: each call of the system costs as much as unpacking a page.
class RunWriter {
public:
    RunWriter(PendingFile &file, qint64 pageSize) : m_file(file), m_pageSize(pageSize) { m_run.reserve(kRunBytes); }
    Result<bool> add(quint32 page, const char *bytes)
    {
        if (page != m_first + m_run.size() / m_pageSize || m_run.size() + m_pageSize > kRunBytes) {
            if (auto written = flush(); !written)
                return written;
            m_first = page;
        }
        m_run.append(bytes, m_pageSize);
        return true;
    }
    Result<bool> flush()
    {
        auto written = writeAt(m_file.fd(), m_file.path(), (qint64(m_first) - 1) * m_pageSize, m_run.constData(), m_run.size());
        m_run.resize(0);
        return written;
    }

private:
    static constexpr qint64 kRunBytes = 256 << 10;
    PendingFile &m_file;
    const qint64 m_pageSize;
    qint64 m_first = 0;
    QByteArray m_run;
};

/// The record's hash is for another to check.
Result<bool> layOver(const Layer &layer, PendingFile &file, const CancelToken &cancel)
{
    RunWriter writer(file, layer.record->upTo.pageSize);
    auto read = readPages(
        *layer.record, cancel, [&](qint64 index) { return layer.pages[static_cast<size_t>(index)] != 0; },
        [&](qint64 index, const char *bytes) { return writer.add(layer.pages[static_cast<size_t>(index)], bytes); },
        Hashed::Elsewhere);
    return read ? writer.flush() : read;
}

/// `done` counts the bytes.
Result<bool> copyRest(const QString &baseFile, qint64 pageSize, quint32 dbPages, const std::vector<bool> &taken, PendingFile &file,
                      const CancelToken &cancel, std::atomic<qint64> &done)
{
    const Fd base(::open(QFile::encodeName(baseFile).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!base.isOpen())
        return fail(fileError(ErrorCode::IoRead, errno, baseFile));
    ::posix_fadvise(base.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    for (quint32 page = 1; page <= dbPages;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (taken[page]) {
            ++page;
            continue;
        }
        quint32 end = page;
        while (end <= dbPages && !taken[end] && (end - page) * pageSize < kCopyBytes)
            ++end;
        if (auto copied = copyRange(base.get(), baseFile, file.fd(), file.path(), (page - 1) * pageSize, (end - page) * pageSize); !copied)
            return copied;
        done += (end - page) * pageSize;
        page = end;
    }
    return true;
}

struct BaseShape {
    qint64 pageSize = 0;
    qint64 pages = 0;
};
Result<BaseShape> shapeOf(const QString &baseFile)
{
    const Fd base(::open(QFile::encodeName(baseFile).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    std::array<uchar, 100> header{};
    struct stat status {};
    if (!base.isOpen() || ::fstat(base.get(), &status) != 0)
        return errno == ENOENT ? Result<BaseShape>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), baseFile}}))
                               : Result<BaseShape>(fileError(ErrorCode::IoRead, errno, baseFile));
    if (::pread(base.get(), header.data(), header.size(), 0) != static_cast<ssize_t>(header.size()))
        return fail(ErrorCode::BackupDamaged, {{QStringLiteral("path"), baseFile}, {QStringLiteral("message"), QStringLiteral("it is too short")}});
    const quint16 size = qFromBigEndian<quint16>(header.data() + 16);
    BaseShape shape;
    shape.pageSize = size == 1 ? 65536 : size; // file format, §1.3.2
    if (shape.pageSize < 512)
        return fail(ErrorCode::BackupDamaged, {{QStringLiteral("path"), baseFile}, {QStringLiteral("message"), QStringLiteral("its header is no SQLite header")}});
    shape.pages = status.st_size / shape.pageSize;
    return shape;
}

} // namespace

Result<Materialised> materialise(const Index::Route &route, qint64 commitNo, const QString &baseFile, const QString &folder,
                                 const CancelToken &cancel, const ProgressSink &progress)
{
    const auto shape = shapeOf(baseFile);
    if (!shape)
        return fail(shape.error());
    for (const RecordHead &record : route.records)
        if (record.upTo.pageSize != shape->pageSize)
            return fail(damagedRecord(record.path, QStringLiteral("its pages have another size than the base")));
    const auto dbPages = static_cast<quint32>(route.dbPages != 0 ? route.dbPages : shape->pages);
    const qint64 total = dbPages * shape->pageSize;
    std::atomic<qint64> done = 0;
    const auto report = [&] {
        if (progress)
            progress({Progress::Unit::Bytes, std::min<qint64>(total, done), total, 0, -1});
    };
    report();
    auto file = PendingFile::create(folder);
    if (!file)
        return fail(file.error());
    if (::ftruncate(file->fd(), total) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, file->path()));

    std::vector<bool> taken(static_cast<size_t>(dbPages) + 1, false);
    std::vector<Layer> layers;
    for (auto record = route.records.crbegin(); record != route.records.crend(); ++record) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        // Of a number that comes again in another record, a rewrite that may have come after the base, all is laid over: harmless.
        const qint64 held = record->chain() == route.base.chain ? route.base.commitNo : -1;
        auto layer = layerOf(*record, held, commitNo, dbPages, taken);
        if (!layer)
            return fail(layer.error());
        layers.push_back(std::move(*layer));
    }
    // No page is in two of them, so two threads take them in turns, the largest first.
    const CancelToken stop;
    const CancelLink byCaller(cancel, stop);
    std::vector<std::function<Result<bool>()>> jobs{[&] { return copyRest(baseFile, shape->pageSize, dbPages, taken, *file, stop, done); }};
    std::ranges::stable_sort(layers, {}, [](const Layer &layer) { return -layer.record->payloadBytes; });
    for (const Layer &layer : layers) {
        if (layer.wanted == 0)
            continue;
        jobs.emplace_back([&] {
            auto laid = layOver(layer, *file, stop);
            done += layer.wanted * shape->pageSize;
            return laid;
        });
        jobs.emplace_back([&] { return checkPages(*layer.record, stop); });
    }
    std::atomic<size_t> next = 0;
    const auto work = [&](bool tells) -> Result<bool> {
        for (size_t i = next++; i < jobs.size(); i = next++) {
            if (auto made = jobs[i](); !made) {
                stop.cancel();
                return made;
            }
            if (tells)
                report();
        }
        return true;
    };
    auto other = std::async(std::launch::async, work, false);
    const auto mine = work(true);
    while (other.wait_for(kTellEvery) != std::future_status::ready)
        report();
    const auto theirs = other.get();
    const bool onlyStopped = mine || mine.error().code() == ErrorCode::InternalCancelled; // by the other's error, perhaps
    if (const auto &first = onlyStopped && !theirs ? theirs : mine; !first)
        return fail(first.error());
    // No log lies beside it: mark it as a file with a rollback journal, so that any program reads it (file format, §1.3.3).
    constexpr std::array<char, 2> kRollbackJournal{1, 1};
    if (auto marked = writeAt(file->fd(), file->path(), 18, kRollbackJournal.data(), kRollbackJournal.size()); !marked)
        return fail(marked.error());

    auto facts = readMadeCopy(file->path(), cancel);
    if (!facts)
        return fail(facts.error());
    if (facts->commitNo != commitNo)
        return fail(damagedRecord(folder, QStringLiteral("the moment is commit %1 instead of %2").arg(facts->commitNo).arg(commitNo)));
    done = total;
    report();
    return Materialised{std::move(*file), *facts};
}

} // namespace plancia::backup::archive
