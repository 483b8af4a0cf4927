// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>

namespace plancia::ui {

class ErrorPanel;

/// Takes the steps "retry" and "reload_latest" of an error: hides its panel and does `again`, later, since that may take the
/// panel with the link away. False, and nothing is done, for another step or where nothing can be tried again.
bool takeRetryStep(const QString &actionId, ErrorPanel *panel, std::function<void()> again);

} // namespace plancia::ui
