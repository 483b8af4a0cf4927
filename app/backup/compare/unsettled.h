// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/results.h"
#include "app/backup/compare/statement.h"

#include <optional>

namespace plancia::backup {

/// Where a row lies in its file.
struct RowPlace {
    quint32 page = 0;
    int cell = 0;
};

/// Rows of two sides that did not meet when both were walked in the order of the files, kept on disk in the order of a
/// key until they do: rows of a table without a stored order that have moved. Lives in the scratch file of `results`.
class Unsettled {
public:
    explicit Unsettled(Results &results) : m_results(results) {}
    enum class Side { Left, Right };
    /// VAL_012 when there are more than we sort (100 million).
    Result<bool> add(Side side, const QByteArray &key, RowPlace place);
    bool isEmpty() const { return m_count == 0; }
    /// Pairs rows of the same key, each once, in the order of the keys; a row without a partner comes alone. Empty then.
    using Visit = std::function<Result<bool>(std::optional<RowPlace> left, std::optional<RowPlace> right)>;
    Result<bool> settle(const CancelToken &cancel, const Visit &visit);

private:
    static constexpr qint64 kMaxRows = 100'000'000;
    Results &m_results;
    Statement m_insert{nullptr, &sqlite3_finalize};
    QByteArray m_table;
    qint64 m_count = 0;
};

} // namespace plancia::backup
