// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/newfile.h"
#include "app/sql/connection.h"

#include <QJsonObject>
#include <QMap>
#include <optional>
#include <span>

/// The tables that hold what is a tenant's own, as data: for showing, taking along and deleting all of a tenant or a person.
namespace plancia::controlplane {

struct OwnedTable {
    const char *name;
    const char *key;     ///< columns of its primary key but tenant_id, for paging
    const char *columns; ///< those that may leave the store; null for a table of hashes alone, which is counted
    const char *secrets; ///< those that never do; together with `columns` all but tenant_id, which a test compares
    const char *person = nullptr; ///< the column that names the person whose row it is; null: the tenant's
    bool refers = true; ///< its rows go with the tenant by a foreign key; false: by deleteUnreferring()
    bool onServer = true; ///< PostgreSQL has it, too
};
/// All of them but `tenants` and the audit trail, which stays. Whatever the schema deletes with a tenant is here.
std::span<const OwnedTable> ownedTables();

/// Whose rows are meant: those of a tenant, or of one person of it.
struct Owner {
    QUuid tenant;
    std::optional<QUuid> person;
};

using RowCounts = QMap<QString, qint64>;
/// The rows of each table, inside the caller's transaction. Blocks.
Result<RowCounts> countOwned(sql::Connection &connection, const Owner &owner);
/// Deletes a tenant's rows of the tables that refer to nothing, where what was used outlives the key. Blocks.
Result<bool> deleteUnreferring(sql::Connection &connection, const QUuid &tenant);
/// Writes {head…, "<table>": [rows…]…, "rows": counts} as JSON, page by page. Times are ISO 8601 in UTC. Blocks.
Result<bool> writeOwned(sql::Connection &connection, const Owner &owner, const QJsonObject &head, const RowCounts &counts, NewFile &file);

} // namespace plancia::controlplane
