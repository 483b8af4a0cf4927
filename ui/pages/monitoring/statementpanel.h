// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/statements.h"
#include "ui/kit/sidepanel.h"

namespace plancia {
struct StatementsKnown;
}

namespace plancia::ui {

/// One statement whole: its text, and what it did in the span, in all and a call.
class StatementPanel : public SidePanel {
    Q_OBJECT
public:
    explicit StatementPanel(QWidget *parent = nullptr);
    /// What is read or selected stays while the statement is the same.
    void openStatement(const StatementRow &row, const StatementsReport &report, const StatementsKnown &known);
    /// Nothing is told of it in the span that is shown now.
    void showAbsent();
    const StatementRow &statement() const { return m_row; }

private:
    void addFacts(const StatementsReport &report, const StatementsKnown &known);

    StatementRow m_row;
    QVBoxLayout *m_part = nullptr;
    QVBoxLayout *m_facts = nullptr; ///< within it: built anew each time
};

} // namespace plancia::ui
