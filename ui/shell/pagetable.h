// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/page.h"

#include <span>

namespace plancia::ui {

/// What a page looks at: the open workspace, the agents whatever workspace is open, or the program itself.
enum class PageKind { Workspace, Fleet, Program };
/// Where the rail shows it.
enum class PageGroup { Hidden, Manage, Watch, Keep };

struct PageEntry {
    QString id;
    QString icon;
    PageGroup group;
    PageKind kind;
    QString (*title)(); ///< in the current language
    Page *(*create)(PageContext context);
};

/// All pages in the order of the rail: the one place that names them. The tour walks this table.
std::span<const PageEntry> pageTable();
const PageEntry *pageEntry(const QString &id);
QString groupTitle(PageGroup group);

} // namespace plancia::ui
