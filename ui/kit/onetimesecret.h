// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/clipboardsecret.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace plancia::ui {

/// A secret that is shown this once, with a button that copies it. The clipboard is emptied some time after, unless something
/// else was copied meanwhile; also when the widget is gone by then. Kept in no state.
class OneTimeSecret : public QWidget {
    Q_OBJECT
public:
    explicit OneTimeSecret(QWidget *parent = nullptr, int clipboardMs = ClipboardSecret::kClearAfterMs);
    /// What becomes of what is copied.
    static QString clipboardNote(int clipboardMs = ClipboardSecret::kClearAfterMs);
    void setSecret(const QString &secret);
    void clear() { setSecret({}); }

private:
    void copy();

    const int m_clipboardMs;
    QString m_secret;
    QLabel *m_shown = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace plancia::ui
