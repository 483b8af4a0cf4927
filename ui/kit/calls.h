// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/deliver.h"
#include "ui/kit/page.h"

#include <QPointer>

namespace plancia::ui {

/// The port calls that a page waits for: isIdle() is its isSettled(), and it says settled() after the last answer.
/// A member of the page, on its thread.
class Calls {
public:
    explicit Calls(Page *page) : m_page(page) {}

    bool isIdle() const { return m_pending == 0; }

    /// Hands the answer to `handler` while the page lives.
    template <class T, class Handler>
    void ask(const QFuture<T> &future, Handler handler)
    {
        ++m_pending;
        deliver(future, m_page, [this, page = QPointer<Page>(m_page), handler = std::move(handler)](T result) mutable {
            --m_pending;
            handler(std::move(result));
            if (page && page->isSettled())
                emit page->settled();
        });
    }

private:
    Page *m_page;
    int m_pending = 0;
};

} // namespace plancia::ui
