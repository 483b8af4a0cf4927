// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <source_location>

namespace plancia::sql {

/// More connections than this in one process are a finding: they should be closed when they are done with.
inline constexpr int kManyConnections = 20;

/// One open database connection of this process, for as long as it lives: counts, and remembers who opened what. Going
/// over kManyConnections is logged. Thread-safe.
class OpenConnection {
public:
    OpenConnection(const QString &what, const std::source_location &where);
    ~OpenConnection();
    OpenConnection(const OpenConnection &) = delete;
    OpenConnection &operator=(const OpenConnection &) = delete;

    /// "app/store/localstore.cpp:97 · /path/control.db" of each, oldest first.
    static QStringList all();

private:
    int m_number;
};

} // namespace plancia::sql
