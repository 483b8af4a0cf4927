// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/compareport.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"
#include "ui/pages/compare/tablesmodel.h"

#include <optional>

namespace plancia::ui {

class DifferencesPanel;
class ErrorPanel;
class Notice;
class PagedTable;
class PageStates;
class ProgressRow;
class SideChooser;

/// Two stores, backups or servers row by row: what was added, removed and changed from the left one to the right one.
///
/// State: "left", "right", "comparison" (what was found), "running" (begun anew), "table" (open in the panel).
/// Other pages come with "left", "right" and "running".
class ComparePage : public Page {
    Q_OBJECT
public:
    explicit ComparePage(PageContext context);
    ~ComparePage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override { return m_calls.isIdle(); }
    bool takeAction(const QString &actionId) override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

    /// Writes the rows that differ into this file.
    void exportTo(const QString &path);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpHeader();
    void setUpSides();
    void setUpList();
    void askSides();
    void compare();
    void found(const Comparison &comparison);
    void showWords();
    void open(const QString &table);
    void fitColumns();
    void askRows(const Anchor &anchor);
    void chooseFile();
    void showError(const Error &error, const QString &requestId);

    Calls m_calls{this};
    ComparedTablesModel m_model;
    std::optional<Comparison> m_comparison;
    std::optional<CallContext> m_running;
    ProgressRow *m_progress = nullptr;
    SideChooser *m_left = nullptr;
    SideChooser *m_right = nullptr;
    ErrorPanel *m_error = nullptr;
    Notice *m_verdict = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    DifferencesPanel *m_panel = nullptr;
    QPushButton *m_compare = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace plancia::ui
