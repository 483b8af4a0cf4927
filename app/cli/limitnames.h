// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "models/domain/intake.h"

#include <QJsonObject>

/// How limits are named and shown on the command line.
namespace plancia::cli {

/// The limit of a name ("requests_minute"), counted for `per` (empty: the usual) and of an endpoint. VAL_011.
Result<LimitKey> limitKeyFrom(const QString &name, const QString &per, const QString &endpoint);
/// VAL_013, VAL_010; `what` names the argument.
Result<qint64> limitAmountFrom(const LimitKey &key, const QString &text, const QString &what);
/// "NAME[:PER[:ENDPOINT]]=AMOUNT", such as requests_hour:tenant:/v1/orders=2000.
Result<LimitDraft> limitDraftFrom(const QString &text);
QJsonObject toJson(const TenantLimit &limit);

} // namespace plancia::cli
