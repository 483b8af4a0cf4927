// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/log/log.h"

#include <QByteArray>

namespace plancia::log {

/// spdlog's words: "info", "warning".
QLatin1String toString(Level level);

/// One line without its line break, masked, as UTF-8: text (`time LEVEL logger: message key=value … run=…`) or a JSON
/// object (timestamp, level, logger, message, run, then the fields). Control characters are escaped, so that nothing in
/// a message can look like a line of its own. Pure.
QByteArray formatLine(bool json, qint64 unixMs, Level level, const char *logger, const QString &message,
                      const QList<Fact> &fields, const QString &runId);

} // namespace plancia::log
