// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace plancia::log {

/// Whether the value beside this key is a secret ("password", "api_key", "Authorization"). Pure.
bool namesSecret(QStringView key);

} // namespace plancia::log
