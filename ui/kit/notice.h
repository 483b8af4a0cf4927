// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"

#include <QFrame>
#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace plancia::ui {

/// A sentence in the page that needs no decision: what was done, what to know. With a link when something can be done.
class Notice : public QFrame {
    Q_OBJECT
public:
    /// Where the link stands: below in a narrow place, which the words need for themselves.
    enum class Link { Beside, Below };
    explicit Notice(QWidget *parent = nullptr, Link link = Link::Beside);
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
    /// `act` runs when the link is followed; without words for a link there is none. One with a link stays longer.
    void showText(Tone tone, const QString &text, const QString &link = {}, std::function<void()> act = {});
    QString text() const;
    QPushButton *link() const { return m_link; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    Tone m_tone = Tone::Note;
    QLabel *m_words = nullptr;
    QPushButton *m_link = nullptr;
    std::function<void()> m_act;
    QTimer *m_time = nullptr;
};

} // namespace plancia::ui
