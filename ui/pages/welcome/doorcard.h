// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/progress.h"
#include "ui/kit/button.h"
#include "ui/kit/card.h"

namespace plancia::ui {

class ProgressRow;

/// One way to begin: an icon, a name, what lies behind it, and the button that opens it. While it is being opened it
/// shows how far that is.
class DoorCard : public Card {
    Q_OBJECT
public:
    struct Words {
        QString icon, title, sentence, note, act;
    };
    DoorCard(const Words &words, ButtonKind kind, QWidget *parent = nullptr);

    QPushButton *button() const { return m_button; }
    /// Shows progress in the place of the button.
    void setOpening(const QString &title);
    void setProgress(const Progress &progress);
    void setCancellable(bool cancellable);
    void setIdle();

signals:
    void openRequested();
    void cancelRequested();

private:
    QPushButton *m_button = nullptr;
    ProgressRow *m_progress = nullptr;
};

} // namespace plancia::ui
