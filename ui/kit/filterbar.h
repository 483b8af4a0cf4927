// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace plancia::ui {

/// A search field and chips above a list. Typing is announced a moment after the last key, so that each letter does not
/// start a question.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    /// With an empty placeholder there is no search field.
    explicit FilterBar(const QString &placeholder, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    void focusSearch();

    /// Chips exclude one another; clicking the checked one clears it.
    void addChip(const QString &id, const QString &text);
    /// Id of the checked chip, or empty.
    QString chip() const;
    void setChip(const QString &id);

    /// At the right end: an estimate, what is selected.
    void setNote(const QString &note);
    /// Another control, between the chips and the note.
    void addWidget(QWidget *widget);

signals:
    /// Text or chip changed by the person.
    void changed();

private:
    struct Chip {
        QString id;
        QPushButton *button = nullptr;
    };
    QHBoxLayout *m_row = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_note = nullptr;
    QTimer *m_pause = nullptr;
    QList<Chip> m_chips;
};

} // namespace plancia::ui
