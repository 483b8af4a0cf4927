// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/sqlitecompare.h"
#include "app/sqlitefile/pagefile.h"

#include <vector>

namespace plancia::backup {

/// Which pages of two backups of one store are alike, by the hashes that were kept with them. A bit a page.
class PageDifference {
public:
    /// Nothing when that cannot be told: no hashes, another page size, hashes that do not match their manifest; or when
    /// overflow pages differ, whose rows lie on other pages, so that every page has to be looked at.
    static std::optional<PageDifference> of(const CompareFile &left, const sqlitefile::PageFile &leftFile,
                                            const CompareFile &right, const sqlitefile::PageFile &rightFile,
                                            const CancelToken &cancel);
    bool same(quint32 page) const { return page < m_same.size() && m_same[page]; }
    quint32 different() const { return m_different; }

private:
    std::vector<bool> m_same;
    quint32 m_different = 0;
};

} // namespace plancia::backup
