// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/collisions.h"

#include "app/sql/manyrows.h"

namespace plancia::move {

namespace {

constexpr auto kLimit = " LIMIT 1000";
constexpr qsizetype kShown = 20;

/// Which of the values the source has in that column.
Result<bool> look(sql::Connection &source, const QByteArray &column, const QByteArray &table, const QList<sql::Value> &values, const QString &kind,
                  QList<MoveCollision> &found)
{
    if (values.isEmpty() || found.size() >= kShown)
        return true;
    auto rows = source.query("SELECT " + column + " FROM " + table + " WHERE " + column + " IN (" + sql::valueList(values.size()) + ") ORDER BY 1 LIMIT "
                                 + QByteArray::number(kShown),
                             values);
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < rows->size() && found.size() < kShown; ++i) {
        const sql::Row row = (*rows)[i];
        found.append({kind, column == "id" ? row.uuid(0).toString(QUuid::WithoutBraces) : row.text(0)});
    }
    return true;
}

} // namespace

Result<QList<MoveCollision>> findCollisions(sql::Connection &source, sql::Connection &target)
{
    auto tenants = target.query(QByteArray("SELECT id, slug FROM tenants ORDER BY id") + kLimit);
    if (!tenants)
        return fail(tenants.error());
    auto former = target.query(QByteArray("SELECT slug FROM tenant_redirects ORDER BY slug") + kLimit);
    if (!former)
        return fail(former.error());
    QList<sql::Value> ids, slugs;
    for (int i = 0; i < tenants->size(); ++i) {
        ids.append((*tenants)[i].uuid(0));
        slugs.append((*tenants)[i].text(1));
    }
    for (int i = 0; i < former->size(); ++i)
        slugs.append((*former)[i].text(0));
    QList<MoveCollision> found;
    if (auto looked = look(source, "id", "tenants", ids, QStringLiteral("tenant id"), found); !looked)
        return fail(looked.error());
    if (auto looked = look(source, "slug", "tenants", slugs, QStringLiteral("slug"), found); !looked)
        return fail(looked.error());
    if (auto looked = look(source, "slug", "tenant_redirects", slugs, QStringLiteral("former slug"), found); !looked)
        return fail(looked.error());
    return found;
}

} // namespace plancia::move
