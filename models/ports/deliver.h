// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace plancia {

/// Hands the result of a port's future to `handler` on the thread of `receiver`, always later and never inside this
/// call, and not at all once the receiver is gone. (QFuture::then of Qt 6.4 runs a continuation inside the call when the
/// future has finished already, so what a page does would depend on who is faster.) Call on the receiver's thread.
template <class T, class Handler>
void deliver(const QFuture<T> &future, QObject *receiver, Handler handler)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, handler = std::move(handler)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            handler(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace plancia
