// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QSignalSpy>

namespace plancia::tests {

/// The result of a port's future; the event loop goes on meanwhile, so that what the port signals is delivered.
template <class T>
T waitFor(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished())
        finished.wait(30'000);
    return future.result();
}

} // namespace plancia::tests
