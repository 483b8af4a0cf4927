// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/storefile.h"

namespace plancia::store {

/// Whether the write-ahead log is still the file that a connection has open. SQLite never removes it under an open
/// connection, but people and tools for tidying up do: what is committed then stands in a file without a name, and is gone
/// with the process. Not thread-safe; belongs to the thread of its connection.
class LogWatch {
public:
    explicit LogWatch(const QString &store) : m_log(store + QStringLiteral("-wal")), m_index(store + QStringLiteral("-shm")) {}

    /// After the connection's first read: SQLite opens the log then.
    void opened();
    void closed() { m_known = {}; }

    enum class State {
        Same,
        Lost,  ///< no name or an empty file in its place, and nobody began another: the connection alone has what it holds
        Cut,   ///< and its index is gone too, by which the programs meet: whoever opens the store now makes another
        Taken, ///< somebody else writes another one
    };
    State state() const;
    /// Another log than the connection's, which others have begun: who only reads opens the store anew.
    bool isAnother() const;
    const QString &path() const { return m_log; }

private:
    QString m_log, m_index;
    struct {
        FileIdentity log, index;
    } m_known;
};

} // namespace plancia::store
