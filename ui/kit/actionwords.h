// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace plancia::ui {

/// Words of the link that takes a step of an error, by the catalogue's action id; empty for an unknown one.
QString actionWords(const QString &id);
/// All action ids that the window can take.
QStringList actionIds();

} // namespace plancia::ui
