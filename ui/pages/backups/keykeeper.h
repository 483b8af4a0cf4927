// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/backupkeysport.h"
#include "ui/kit/page.h"

namespace plancia::ui {

/// The key of the workspace's backups, and the dialogs in which it is made, shown and entered. Belongs to its page and
/// lives no longer.
class KeyKeeper : public QObject {
    Q_OBJECT
public:
    explicit KeyKeeper(ui::Page &page) : QObject(&page), m_page(page) {}
    /// Runs `then` once there is a key for new backups: at once when it is there, else after a new one was made and the
    /// person has shown that they have its phrase. Not at all when they think better of it, or when there is a key that is out of
    /// reach: that is said.
    void withKey(std::function<void()> then);
    /// A new one for new backups, whether there is one or not.
    void makeKey(std::function<void()> then);
    void showPhrase();
    void enterPhrase();
    bool isBusy() const { return m_asking > 0; }

signals:
    void entered(); ///< what failed for want of a key may be tried again
    void failed(const plancia::Error &error, const QString &requestId, std::function<void()> again);

private:
    BackupKeysPort *port() const;
    template <class T>
    void ask(const QFuture<Result<T>> &answer, const QString &requestId, std::function<void()> again, std::function<void(const T &)> then);
    void keep(const QString &phrase, BackupKeysPort::Use use, std::function<void()> then);

    ui::Page &m_page;
    int m_asking = 0;
};

} // namespace plancia::ui
