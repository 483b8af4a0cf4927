// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/text.h"

#include <QGridLayout>

namespace plancia::ui {

/// "Slug   acme": what is known of one thing, a line each, as a side panel shows it. Values are plain text of any length:
/// they end in "…" and show themselves whole in the tool tip. Values that people pass on get a button that copies them.
class FactGrid : public QWidget {
    Q_OBJECT
public:
    enum class Copy { No, Yes };

    static constexpr int kLabelWidth = 104;
    explicit FactGrid(QWidget *parent = nullptr, int labelWidth = kLabelWidth);
    /// `name` is the stable name of the row, for tests and tours; `copied` is copied instead of `value` when given.
    ElidedLabel *addFact(const QString &name, const QString &label, const QString &value, TextKind kind = TextKind::Body,
                         Copy copy = Copy::No, const QString &copied = {});
    /// A line whose value is any widget, for example a pill.
    void addWidget(const QString &label, QWidget *value);
    void clear();

private:
    QLabel *addLabel(const QString &label);

    QGridLayout *m_grid;
    int m_rows = 0;
};

} // namespace plancia::ui
