// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/verifiedwriter.h"

#include "app/backup/pagehashes.h"
#include "app/backup/verifier.h"

#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace plancia::backup {

namespace {

// A piece spends most of its time waiting for the disk, as long again as SQLite takes to give two. More threads would
// gain nothing on two cores and stand before the commits of the store.
constexpr int kThreads = 2;
constexpr int kPieces = kThreads + 3; // one is gathered, one waits, and one is the first, which is kept to the end

Error noMemory() { return Error(ErrorCode::InternalNoMemory, {{QStringLiteral("message"), QStringLiteral("%1 bytes").arg(kPieceBytes)}}); }

Result<bool> writeAt(int fd, const QByteArray &bytes, qint64 at, const QString &path)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pwrite(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done), at + done);
        if (n > 0)
            done += n;
        else if (n == 0 || errno != EINTR)
            return fail(fileError(ErrorCode::IoWrite, n < 0 ? errno : ENOSPC, path));
    }
    return true;
}

} // namespace

VerifiedWriter::VerifiedWriter(PieceFile &file, int sums, QString sumsPath, int pageSize)
    : m_file(file), m_sums(sums), m_sumsPath(std::move(sumsPath)), m_pageSize(pageSize)
{
    for (int i = 0; i < kPieces && !m_error; ++i) {
        m_free.push_back(newPiece());
        if (!m_free.back())
            m_error = noMemory();
    }
    for (int i = 0; i < kThreads; ++i)
        m_threads.emplace_back([this] { run(); });
}

VerifiedWriter::~VerifiedWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

Result<PieceMemory> VerifiedWriter::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_error || !m_free.empty(); });
    if (m_error)
        return fail(*m_error);
    PieceMemory memory = std::move(m_free.back());
    m_free.pop_back();
    return memory;
}

void VerifiedWriter::give(Piece piece)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(piece));
    }
    m_changed.notify_all();
}

Result<bool> VerifiedWriter::finish(const std::function<void()> &more)
{
    std::unique_lock lock(m_mutex);
    while (!m_error && (m_out > 0 || !m_waiting.empty())) {
        m_changed.wait(lock);
        lock.unlock();
        more();
        lock.lock();
    }
    return m_error ? Result<bool>(*m_error) : Result<bool>(true);
}

void VerifiedWriter::run()
{
    const PieceMemory memory = newPiece();
    PageHasher hasher(m_pageSize);
    std::unique_lock lock(m_mutex);
    if (!memory && !m_error) {
        m_error = noMemory();
        m_changed.notify_all();
    }
    while (true) {
        m_changed.wait(lock, [this] { return m_stop || m_error || !m_waiting.empty(); });
        if (m_stop || m_error)
            return;
        Piece piece = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_out;
        lock.unlock();
        const auto right = writeAndCheck(piece, memory.get(), hasher);
        lock.lock();
        --m_out;
        if (!right && !m_error)
            m_error = right.error();
        m_free.push_back(std::move(piece.memory));
        m_changed.notify_all();
    }
}

Result<bool> VerifiedWriter::writeAndCheck(const Piece &piece, char *memory, PageHasher &hasher)
{
    if (auto written = m_file.write(piece.memory.get(), piece.size, piece.at); !written)
        return written;
    m_done += piece.size;
    if (auto read = m_file.read(memory, piece.size, piece.at); !read)
        return read;
    for (qint64 at = 0; at < piece.size; at += m_pageSize)
        if (std::memcmp(memory + at, piece.memory.get() + at, static_cast<size_t>(m_pageSize)) != 0)
            return fail(damaged(m_file.path(), QFileInfo(m_file.path()).fileName(), QStringLiteral("the disk gives back what was not written"))
                            .with(QStringLiteral("page"), QString::number((piece.at + at) / m_pageSize + 1)));
    const auto hashes = hasher.add(memory, piece.size);
    if (!hashes)
        return fail(hashes.error());
    auto kept = writeAt(m_sums, *hashes, piece.at / m_pageSize * PageHasher::kHash, m_sumsPath);
    if (kept)
        m_done += piece.size;
    return kept;
}

} // namespace plancia::backup
