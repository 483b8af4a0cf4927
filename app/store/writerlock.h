// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QString>

namespace plancia::store {

/// The writer lock of a store: an flock on `<store>.lock`, held for one write transaction or one checkpoint, never for
/// life, so that console, command line and agent take turns (two connections that write and checkpoint at once can
/// corrupt a WAL store). Not thread-safe: one object a connection. The kernel lets go when a process dies.
class WriterLock {
public:
    /// `holder` is what others read while they wait, for example "planciactl".
    WriterLock(QString storePath, QString holder);
    ~WriterLock();
    WriterLock(const WriterLock &) = delete;
    WriterLock &operator=(const WriterLock &) = delete;

    /// Blocks up to `waitMs`. DB_010 with the facts holder and seconds, INTERNAL_003, IO_002, IO_004.
    Result<bool> acquire(int waitMs, const CancelToken &cancel);
    void release();
    bool isHeld() const { return m_held; }
    /// Who has it, as "program (pid 42)"; may be stale. Empty when nobody ever had it.
    QString currentHolder() const;
    /// Counts the checkpoints of all programs on this store. Ask and raise only while the lock is held.
    quint64 checkpoints() const { return m_checkpoints; }
    void countCheckpoint();

private:
    Result<bool> openFile();
    bool isStale() const;
    void writeNote();
    QByteArray readNote() const;
    void closeFile();

    QString m_store;
    QByteArray m_path;
    QString m_holder;
    int m_file = -1;
    bool m_held = false;
    quint64 m_checkpoints = 0;
};

/// Holds the lock for a scope.
class WriterTurn {
public:
    static Result<WriterTurn> take(WriterLock &lock, int waitMs, const CancelToken &cancel)
    {
        if (auto got = lock.acquire(waitMs, cancel); !got)
            return fail(got.error());
        return WriterTurn(lock);
    }
    WriterTurn(WriterTurn &&other) noexcept : m_lock(std::exchange(other.m_lock, nullptr)) {}
    WriterTurn &operator=(WriterTurn &&) = delete;
    ~WriterTurn()
    {
        if (m_lock)
            m_lock->release();
    }

private:
    explicit WriterTurn(WriterLock &lock) : m_lock(&lock) {}
    WriterLock *m_lock;
};

} // namespace plancia::store
