// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "ui/kit/page.h"

namespace plancia::ui {

/// The acts on a key that ask in a dialog: disabled, enabled, revoked, deleted. One at a time.
class KeyActs : public QObject {
    Q_OBJECT
public:
    /// The parent is what dialogs stand before.
    KeyActs(const PageContext &context, QWidget *parent);
    ~KeyActs() override;

    bool isBusy() const { return m_isBusy; }
    void askStatus(const ApiKey &key, ApiKeyStatus status);
    /// Where it is written first, and why.
    void askDelete(const ApiKey &key);

signals:
    void changed(); ///< busy, or no longer
    void done(const plancia::ApiKey &key, const QString &words);
    void removed(const plancia::ApiKeyRemoval &removal);
    void failed(const plancia::Error &error, const QString &requestId);

private:
    void confirmDelete(const ApiKey &key, const QString &file);
    template <class T, class Done>
    void await(const QFuture<Result<T>> &answer, Done whenDone);

    PageContext m_context;
    QWidget *m_window;
    CallContext m_call;
    bool m_isBusy = false;
};

} // namespace plancia::ui
