// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/leaks/leakfinder.h"

#include "app/leaks/githistory.h"
#include "models/domain/keyscanner.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::leaks {

namespace {

constexpr qint64 kPiece = 1 << 20; ///< fits the cache, so that a second product reads from there
constexpr qsizetype kMaxSkipped = 200;

/// A descriptor that closes itself.
class Descriptor {
public:
    /// Never through a link at its end, and without waiting for the other end of a pipe.
    explicit Descriptor(const QString &path) : m_fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY(Descriptor)
    bool isFile() const
    {
        struct stat status {};
        return m_fd >= 0 && ::fstat(m_fd, &status) == 0 && S_ISREG(status.st_mode);
    }
    int get() const { return m_fd; }

private:
    int m_fd;
};

class Finder {
public:
    Finder(const LeakSources &sources, const ProgressSink &progress, const CancelToken &cancel)
        : m_sources(sources), m_progress(progress), m_cancel(cancel), m_buffer(std::make_unique<char[]>(kPiece))
    {
    }

    Result<LeakReport> run()
    {
        if (m_sources.text.size() > kMaxLeakText)
            return fail(ErrorCode::ValTooLong, {{QStringLiteral("field"), QStringLiteral("text")},
                                                {QStringLiteral("limit"), QString::number(kMaxLeakText)},
                                                {QStringLiteral("length"), QString::number(m_sources.text.size())}});
        scanText();
        for (const QString &path : m_sources.paths)
            if (auto done = scanPath(path); !done)
                return fail(done.error());
        for (const QString &repository : m_sources.repositories)
            if (auto done = scanHistory(repository); !done)
                return fail(done.error());
        report();
        return std::move(m_report);
    }

private:
    void scanText()
    {
        const QByteArray text = m_sources.text.toUtf8();
        KeyScanner scanner(m_sources.products, [&](const KeyScanner::Hit &hit) {
            const qsizetype at = static_cast<qsizetype>(hit.offset);
            take(hit.digest, {{}, 1 + std::count(text.begin(), text.begin() + at, '\n')});
        });
        scanner.feed(text);
        scanner.finish();
        m_report.lookalikes += scanner.lookalikes();
        m_report.bytes += text.size();
    }

    Result<bool> scanPath(const QString &path)
    {
        const QFileInfo info(path);
        if (!info.isDir() || info.isSymLink()) {
            scanFile(path);
            return step();
        }
        QDirIterator files(path, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            scanFile(files.next());
            if (auto done = step(); !done)
                return done;
        }
        return true;
    }

    void scanFile(const QString &path)
    {
        const Descriptor file(path);
        if (file.get() < 0 || !file.isFile()) {
            skip(path, file.get() < 0 ? QString::fromLocal8Bit(strerror(errno)) : QStringLiteral("not a file"));
            return;
        }
        ++m_report.files;
        ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
        QList<KeyScanner::Hit> hits;
        KeyScanner scanner(m_sources.products, [&hits](const KeyScanner::Hit &hit) {
            if (hits.size() < kMaxLeakedKeys)
                hits.append(hit);
        });
        while (!m_cancel.isCancelled()) {
            const ssize_t read = ::read(file.get(), m_buffer.get(), kPiece);
            if (read < 0 && errno == EINTR)
                continue;
            if (read < 0)
                skip(path, QString::fromLocal8Bit(strerror(errno)));
            if (read <= 0)
                break;
            scanner.feed(QByteArrayView(m_buffer.get(), read));
            m_report.bytes += read;
            if (m_report.bytes - m_reported > 64 * kPiece)
                report();
        }
        scanner.finish();
        m_report.lookalikes += scanner.lookalikes();
        nameLines(file, path, hits);
    }

    /// Line numbers cost a look at every byte: they are asked for where something was found.
    void nameLines(const Descriptor &file, const QString &path, QList<KeyScanner::Hit> &hits)
    {
        std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) { return a.offset < b.offset; });
        qint64 at = 0, line = 1;
        for (const KeyScanner::Hit &hit : hits) {
            while (at < hit.offset) {
                const ssize_t read = ::pread(file.get(), m_buffer.get(), static_cast<size_t>(std::min(kPiece, hit.offset - at)), at);
                if (read <= 0)
                    break;
                line += std::count(m_buffer.get(), m_buffer.get() + read, '\n');
                at += read;
            }
            take(hit.digest, {path, line});
        }
    }

    Result<bool> scanHistory(const QString &repository)
    {
        auto done = readHistory(
            repository, m_sources.products,
            [this](const apikeyformat::Digest &digest, const QString &commit, const QString &file) {
                take(digest, {file.isEmpty() ? commit : commit + u' ' + file, 0});
            },
            [this](qint64 bytes) {
                m_report.bytes += bytes;
                if (m_report.bytes - m_reported > 64 * kPiece)
                    report();
            },
            m_cancel);
        if (!done && done.error().code() != ErrorCode::InternalCancelled) {
            skip(repository, done.error().fact(u"message"));
            return true;
        }
        if (!done)
            return fail(done.error());
        m_report.lookalikes += *done;
        ++m_report.files;
        return true;
    }

    void take(const apikeyformat::Digest &digest, const LeakPlace &place)
    {
        auto known = m_known.constFind(digest.sha256);
        if (known == m_known.constEnd()) {
            if (m_report.keys.size() >= kMaxLeakedKeys) {
                m_report.isCut = true;
                return;
            }
            known = m_known.insert(digest.sha256, m_report.keys.size());
            m_report.keys.append({digest, {}, 0, {}});
        }
        LeakedKey &key = m_report.keys[*known];
        ++key.times;
        if (key.places.size() < kMaxLeakPlaces && !key.places.contains(place))
            key.places.append(place);
    }

    void skip(const QString &path, const QString &why)
    {
        if (m_report.skipped.size() < kMaxSkipped)
            m_report.skipped.append(path + QStringLiteral(": ") + why);
    }

    Result<bool> step() const { return m_cancel.isCancelled() ? Result<bool>(Error(ErrorCode::InternalCancelled)) : Result<bool>(true); }
    void report()
    {
        m_reported = m_report.bytes;
        if (m_progress)
            m_progress({Progress::Unit::Bytes, m_report.bytes, 0, 0, -1});
    }

    const LeakSources &m_sources;
    const ProgressSink &m_progress;
    const CancelToken &m_cancel;
    const std::unique_ptr<char[]> m_buffer;
    LeakReport m_report;
    QHash<QByteArray, qsizetype> m_known; ///< by SHA-256
    qint64 m_reported = 0;
};

} // namespace

Result<LeakReport> findKeys(const LeakSources &sources, const ProgressSink &progress, const CancelToken &cancel)
{
    auto report = Finder(sources, progress, cancel).run();
    if (report && cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    return report;
}

} // namespace plancia::leaks
