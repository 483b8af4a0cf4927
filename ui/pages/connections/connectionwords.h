// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"
#include "models/items/roles.h"

#include <QStringList>

/// Words of the Connections page for what models name by an id. Pure; of the current language.
namespace plancia::ui {

/// "TLS", "Name lookup", …
QString stageName(ConnectionStage stage);
/// What this stage does, in half a line, for people who have never seen it.
QString stagePurpose(ConnectionStage stage);
/// "passed", "failed", …
QString stageStateName(StageResult::State state);
Tone stageTone(StageResult::State state);

QString passwordSourceName(PasswordSource source);

/// libpq's words, weakest first.
QStringList sslModes();
/// "verify-full – certificate and name checked": short enough for the form.
QString sslModeName(const QString &mode);
/// Why this mode is weaker than it should be for that host, or empty when it is strong enough.
QString sslModeWarning(const QString &mode, const QString &host);

/// "red", "amber", "green", "grey", in the order of the form.
QStringList bandColours();
QString bandColourName(const QString &colour);

/// "db-eu.example:5432 / plancia", "service production": where a connection leads.
QString placeOf(const ConnectionProfile &profile);

} // namespace plancia::ui
