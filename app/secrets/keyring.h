// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QFuture>
#include <QString>
#include <optional>

namespace plancia::secrets {

/// Where secrets outlive the program. All calls return at once; their futures always finish, on a thread of the ring's
/// own. CONFIG_003: no ring can be used; CONFIG_004: it is locked, or it did not answer in time (perhaps it is asking
/// somebody for its password). Nothing is ever written anywhere else instead.
class KeyRing {
public:
    virtual ~KeyRing() = default;
    /// Probes by reading an entry that never exists: a ring can be chosen and still not work. It asks nobody for a
    /// password, so a locked ring is noticed only when an entry is read or written.
    virtual QFuture<Result<bool>> available() = 0;
    /// Nothing when there is no such entry.
    virtual QFuture<Result<std::optional<QString>>> read(QString key) = 0;
    virtual QFuture<Result<bool>> write(QString key, QString secret) = 0;
    /// False when there was no such entry.
    virtual QFuture<Result<bool>> remove(QString key) = 0;
};

} // namespace plancia::secrets
