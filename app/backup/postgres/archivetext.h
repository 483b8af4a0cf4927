// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace plancia::backup {

/// Reads what pg_restore prints for the section "data": statements, and the rows between `COPY … FROM stdin;` and `\.`.
/// Takes it in pieces of any size; keeps no more than one line. Pure.
class ArchiveText {
public:
    struct Events {
        std::function<Result<bool>(const QByteArray &)> statements = {};    ///< SQL between the tables, whole lines
        std::function<Result<bool>(const QByteArray &)> copyBegins = {};    ///< the whole COPY statement
        std::function<Result<bool>(QByteArrayView, qint64)> rows = {};      ///< some whole lines of data, and how many
        std::function<Result<bool>()> copyEnds = {};
    };
    explicit ArchiveText(Events events) : m_events(std::move(events)) {}

    Result<bool> feed(QByteArrayView bytes);
    /// REPO-like faults are BKP_001: the text ended within a table.
    Result<bool> finish();

private:
    Result<bool> line(QByteArrayView text);
    Result<bool> flushRows();
    Result<bool> flushStatements();

    Events m_events;
    QByteArray m_rest;       ///< the start of a line whose end has not come
    QByteArray m_statements; ///< not yet handed on
    QByteArray m_restrictKey;
    QByteArray m_rows;
    qint64 m_rowCount = 0;
    bool m_inCopy = false;
};

/// What "COPY billing.\"a b\" (id, …) FROM stdin;" fills, as a manifest names it: "billing.a b", and "tenants" for a table
/// of ours. Empty for anything else.
QString copyTarget(QByteArrayView statement);

/// The columns that it fills, in order; empty for a table without any.
QStringList copyColumns(QByteArrayView statement);

/// One line of rows in PostgreSQL's text format (COPY, "File Formats"), taken apart and its escapes undone. The views hold
/// until the next line.
class CopyLine {
public:
    using Value = std::optional<QByteArrayView>; ///< nothing for NULL
    const std::vector<Value> &decode(QByteArrayView line);

private:
    QByteArray m_text;
    std::vector<Value> m_values;
};

/// The tables of an archive, one after another.
struct TableEvents {
    std::function<Result<bool>(const QString &table, const QStringList &columns)> begins; ///< as a manifest names it
    std::function<Result<bool>(const std::vector<CopyLine::Value> &values)> row;
    std::function<Result<bool>()> ends;
};

/// The text of the sections "pre-data" and "post-data" without the commands to psql round it (\restrict, \unrestrict).
QByteArray withoutPsqlCommands(const QByteArray &text);

} // namespace plancia::backup
