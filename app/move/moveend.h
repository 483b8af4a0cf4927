// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/domain/connection.h"
#include "models/ports/ports.h"

#include <functional>
#include <memory>

namespace plancia::move {

/// Opens a connection of its own to an end; blocks.
using Connect = std::function<Result<std::unique_ptr<sql::Connection>>(const CancelToken &)>;
/// What is installed at an end, inside a transaction.
using PlanSchema = std::function<Result<SchemaPlan>(sql::Connection &)>;

/// One end of a move.
struct MoveEnd {
    QString name;  ///< as the port was told
    QString place; ///< for people
    sql::Dialect dialect = sql::Dialect::Sqlite;
    std::shared_ptr<Workspace> keeps = {}; ///< what was opened for it
    sql::Gateway *gateway = nullptr; ///< for acts in transactions of their own; null for a file that is not there yet
    Connect connect = {};            ///< empty for a file that is not there yet
    PlanSchema plan = {};            ///< likewise
    QString newFile = {};            ///< the path of a store that is to be made; else empty
};

} // namespace plancia::move
