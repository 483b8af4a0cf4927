// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"
#include "ui/kit/theme.h"

#include <QWidget>

class QPainter;

namespace plancia::ui {

/// Draws the shape of a tone (● ▲ ◆ ■ ◑ ○) within `box`: the same state is told by shape, colour and word.
void drawToneShape(QPainter &painter, const QRectF &box, Tone tone, const QColor &colour);
/// Draws a whole pill whose left end stands at `area.left()`, in the middle of its height and no wider than it.
void drawPill(QPainter &painter, const QRectF &area, const Theme &theme, Tone tone, const QString &word);
/// Width that a pill with this word wants.
int pillWidth(const QString &word);

/// A state as shape, colour and word.
class StatusPill : public QWidget {
    Q_OBJECT
public:
    explicit StatusPill(QWidget *parent = nullptr);
    StatusPill(Tone tone, const QString &word, QWidget *parent = nullptr);
    void setState(Tone tone, const QString &word);
    Tone tone() const { return m_tone; }
    QString word() const { return m_word; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::None;
    QString m_word;
};

/// Only the shape, in its colour, with the word for screen readers and as tool tip.
class StatusDot : public QWidget {
    Q_OBJECT
public:
    explicit StatusDot(QWidget *parent = nullptr);
    void setState(Tone tone, const QString &word);
    QSize sizeHint() const override { return {10, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Off;
};

} // namespace plancia::ui
