// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QLabel>

namespace plancia::ui {

enum class TextKind { Body, Strong, Secondary, Small, Fault, Heading, Title, Mono, MonoSecondary, Key };

/// A label that never reads its text as markup: names come from outside and may be hostile. Word-wraps when asked;
/// selectable text can be copied by mouse.
enum class Wrap { No, Yes };
QLabel *makeLabel(const QString &text, TextKind kind = TextKind::Body, Wrap wrap = Wrap::No, QWidget *parent = nullptr);
void setTextKind(QWidget *widget, TextKind kind);
/// Marks a widget for the style sheet and polishes it anew.
void setKind(QWidget *widget, const char *kind);
/// A horizontal or vertical hairline.
QWidget *makeLine(Qt::Orientation orientation, QWidget *parent = nullptr);

/// For setToolTip() and QToolTip: the text as it is written, whatever it looks like, cut where nobody reads on. (A tool tip
/// takes what looks like markup as markup, and what is escaped in vain, as "A &amp; B", as it stands.)
QString toolTipText(const QString &text);
/// What of a text one line can show at all: nothing measures or draws a hundred thousand characters.
QString lineOf(const QString &text);

/// One line of text that ends in "…" where room is short, and shows itself whole in its tool tip then.
class ElidedLabel : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString &text = {}, TextKind kind = TextKind::Body, QWidget *parent = nullptr);
    void setText(const QString &text);
    QString text() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QFont fontOfKind() const;

    QString m_text;
    TextKind m_kind;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace plancia::ui
