// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <spdlog/sinks/base_sink.h>

#include <QByteArray>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <functional>
#include <mutex>

namespace plancia::log {

/// The file behind the log: whole lines appended by one write() each, turned over when it grows past a size. Several
/// processes of one program may share it: an flock on `<file>.lock` covers each line and each turn-over, and who finds
/// that another one has turned the file over opens the new one. Used on spdlog's thread. A line that cannot be written
/// (disk full) is counted and named once writing works again.
class FileSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    static constexpr qint64 kMaxBytes = 5'000'000;
    static constexpr int kFiles = 3; ///< program.log, program.1.log, program.2.log

    /// IO_002, IO_004. `dropped` counts lines that never came here because the queue was full.
    static Result<std::shared_ptr<FileSink>> open(const QString &path, qint64 maxBytes = kMaxBytes);
    FileSink(QByteArray path, qint64 maxBytes, int lockFd);
    ~FileSink() override;

    /// Lines that came here, written or not.
    size_t handled() const { return m_handled.load(); }
    /// Waits until `lines` have come here, at most that long.
    void waitFor(const std::function<bool()> &reached, int timeoutMs);
    /// Where the number of lines lost to a full queue is read.
    void setOverrunSource(std::function<size_t()> overruns);

protected:
    void sink_it_(const spdlog::details::log_msg &message) override;
    void flush_() override {}

private:
    void append(const QByteArray &line);
    bool reopenIfMoved();
    void turnOver();
    QByteArray numbered(int number) const;

    const QByteArray m_path;
    const qint64 m_maxBytes;
    const int m_lockFd;
    int m_fd = -1;
    size_t m_lost = 0; ///< lines that could not be written and are not named yet
    size_t m_overrunsNamed = 0;
    std::function<size_t()> m_overruns;
    std::atomic<size_t> m_handled{0};
    std::mutex m_waitMutex;
    std::condition_variable m_arrived;
};

} // namespace plancia::log
