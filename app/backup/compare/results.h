// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "models/base/page.h"
#include "models/domain/comparison.h"

#include <functional>
#include <map>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace plancia::backup {

/// The differing rows of one comparison, in a scratch file that goes with the object. Bounded: a million rows, 1 GiB.
/// Used by one thread at a time.
class Results {
public:
    /// IO_001…004.
    static Result<std::unique_ptr<Results>> create(const QString &scratchFolder);
    ~Results();
    Results(const Results &) = delete;
    Results &operator=(const Results &) = delete;

    /// False when it is full: the row is not kept. `table` is a number of the caller's.
    Result<bool> add(int table, const RowDifference &row);
    bool isFull() const { return m_rows >= kMaxRows || m_bytes >= kMaxBytes; }
    /// VAL_008 for a cursor that is none of ours.
    Result<Page<RowDifference>> page(int table, const Anchor &anchor, int limit);
    /// All kept rows of a table in order; `visit` returns an error to stop.
    Result<bool> each(int table, const std::function<Result<bool>(const RowDifference &)> &visit);

    sqlite3 *handle() const { return m_database; }
    Error error() const;

private:
    static constexpr qint64 kMaxRows = 1'000'000;
    static constexpr qint64 kMaxBytes = qint64(1) << 30;
    explicit Results(PendingFile file) : m_file(std::move(file)) {}
    PendingFile m_file;
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_insert = nullptr;
    qint64 m_rows = 0, m_bytes = 0;
    std::map<int, qint64> m_last; ///< the number of the last row of each table
};

} // namespace plancia::backup
