// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QObject>
#include <QPointer>

class QTimer;

namespace plancia::ui {

/// Puts a secret on the clipboard and takes it away after a while, if it is still there: what was copied since stays.
/// Asks clipboard managers not to keep it. Its parent is what outlives a page: the window. At its end it clears at once.
class ClipboardSecret : public QObject {
    Q_OBJECT
public:
    static constexpr int kClearAfterMs = 30'000;
    explicit ClipboardSecret(QObject *parent, int clearAfterMs = kClearAfterMs);
    ~ClipboardSecret() override;
    void copy(const QString &secret);
    int remainingMs() const; ///< until it is taken away; 0 when nothing of ours is there

signals:
    void cleared();

private:
    void clear();

    QPointer<QMimeData> m_data;
    QTimer *m_time = nullptr;
};

} // namespace plancia::ui
