// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tables.h"

#include <QWidget>
#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTimer;

namespace plancia::ui {

/// "Where [column] [begins with] [text]" above the rows of a table.
class TableFilterBar : public QWidget {
    Q_OBJECT
public:
    explicit TableFilterBar(QWidget *parent = nullptr);

    void setColumns(const QList<ColumnInfo> &columns);
    /// Nothing while no column is chosen, or none that was typed is needed and missing.
    std::optional<TableFilter> filter() const;
    void setFilter(const std::optional<TableFilter> &filter);

signals:
    /// By the person.
    void changed();

private:
    TableFilter::Op op() const;
    void showParts();

    QComboBox *m_column = nullptr;
    QComboBox *m_op = nullptr;
    QLineEdit *m_value = nullptr;
    QPushButton *m_clear = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace plancia::ui
