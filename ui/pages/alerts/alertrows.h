// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"

#include <QJsonObject>
#include <QStringList>

namespace plancia::ui {

/// The lists of the page "Alerts" for other programs: of a board, those of the ids, in their order. Pure.
QList<QJsonObject> alertRows(const AlertBoard &board, const QStringList &ids);
QList<QJsonObject> silenceRows(const AlertBoard &board, const QStringList &ids);
QList<QJsonObject> ruleRows(const AlertBoard &board, const QStringList &ids);
QStringList alertColumns();
QStringList silenceColumns();
QStringList ruleColumns();

} // namespace plancia::ui
