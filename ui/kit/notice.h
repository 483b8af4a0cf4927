// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace plancia::ui {

/// A sentence in the page that needs no decision: what was done, what to know. With a link when something can be done.
class Notice : public QFrame {
    Q_OBJECT
public:
    explicit Notice(QWidget *parent = nullptr);
    void showText(Tone tone, const QString &text, const QString &link = {});
signals:
    void linkActivated();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Note;
    QLabel *m_words = nullptr;
    QPushButton *m_link = nullptr;
};

/// A short message at the lower right of its parent, gone after some seconds; a newer one takes its place.
class Toast : public QFrame {
    Q_OBJECT
public:
    explicit Toast(QWidget *parent);
    void showText(Tone tone, const QString &text);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    Tone m_tone = Tone::Note;
    QLabel *m_words = nullptr;
    QTimer *m_time = nullptr;
};

} // namespace plancia::ui
