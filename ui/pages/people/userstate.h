// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"

#include <QVariantMap>

namespace plancia::ui {

/// A person as plain values, for a page's state.
QVariantMap toMap(const User &user);
User userFromMap(const QVariantMap &map);

} // namespace plancia::ui
