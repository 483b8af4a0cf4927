// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace plancia::format {

/// Whether a spreadsheet would compute a text, behind apostrophes or without: an apostrophe is put before it, and who reads it
/// again takes one away.
bool wantsGuard(QByteArrayView text);
/// A line of CSV (RFC 4180, UTF-8, ended by CRLF). A null text is nothing between the commas, an empty one is ""; one that
/// wantsGuard() gets an apostrophe before it. Pure.
QByteArray csvLine(const QStringList &fields);

} // namespace plancia::format
