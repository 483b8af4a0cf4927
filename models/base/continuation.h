// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <mutex>

namespace plancia {

/// Under it every future of ours is finished, and every continuation attached. QFutureInterfaceBase of Qt 6.4 marks a future as
/// finished and then, in a second step, runs its continuation; one that is attached between the two is run at once and once more
/// (setContinuation() keeps it for later in any case), with a promise that was moved away: a crash.
/// Recursive, because a continuation runs inside of finish() and may attach the next one.
std::recursive_mutex &continuations();

/// QFuture::then() of a future that may finish on another thread at any time.
template <class T, class F>
auto continued(QFuture<T> future, F continuation)
{
    const std::scoped_lock lock(continuations());
    return future.then(std::move(continuation));
}

/// The same for a continuation that gives a future itself: finishes when that does.
template <class T, class F>
auto continuedByFuture(QFuture<T> future, F continuation)
{
    const std::scoped_lock lock(continuations());
    return future.then(std::move(continuation)).unwrap();
}

} // namespace plancia
