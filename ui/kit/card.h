// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace plancia::ui {

/// A panel with a hairline round it. Content goes into body(); a title makes a head line, whose right end takes
/// whatever is added to head().
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);
    QVBoxLayout *body() const { return m_body; }
    /// Widgets added here stand at the right end of the head line.
    QHBoxLayout *head() const { return m_head; }
    void setTitle(const QString &title);
    /// For tables and charts, which reach the border.
    void setBodyMargins(int left, int top, int right, int bottom);

private:
    QVBoxLayout *m_body = nullptr;
    QHBoxLayout *m_head = nullptr;
    QLabel *m_title = nullptr;
};

} // namespace plancia::ui
