// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/schema.h"

#include <functional>
#include <vector>

namespace plancia::sqlitefile {

/// What a page is for.
struct PageUse {
    enum class Role { Unknown, Tree, Overflow, Free, PointerMap, Lock };
    Role role = Role::Unknown;
    int object = -1; ///< of Tree and Overflow: index into Schema::objects
    bool operator==(const PageUse &) const = default;
};

/// Which table or index every page of a file belongs to, found by walking all trees from their roots, with their overflow
/// chains, and the freelist. A page that several claim belongs to the first. Trees that are damaged are followed as far
/// as they go; a page below a damaged one is Unknown. Four bytes a page.
class PageMap {
public:
    /// VAL_010 for a file with more pages than we keep in memory (2^26: 256 GiB of 4096 bytes), INTERNAL_003. Blocks.
    static Result<PageMap> build(const PageFile &file, const Schema &schema, const CancelToken &cancel = {});

    PageUse use(quint32 page) const; ///< Unknown for a page that is not there
    /// "table tenants", "index tenants_by_name of table tenants", "free page" …: in English, for a message.
    QString describe(quint32 page) const;
    /// The table whose rows, index or overflow lie there; empty when it is none's.
    QString table(quint32 page) const;

private:
    PageMap(QList<SchemaObject> objects, quint32 pages) : m_objects(std::move(objects)), m_marks(size_t(pages) + 1) {}
    QList<SchemaObject> m_objects;
    std::vector<quint32> m_marks; ///< a page: its role, and the number of its object
};

/// The pages of the freelist, trunks included, as far as it can be followed; bounded by the number of pages.
/// `visit` returns false to stop.
void walkFreelist(const PageFile &file, const std::function<bool(quint32 page)> &visit);

} // namespace plancia::sqlitefile
