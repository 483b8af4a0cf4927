// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/server.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

/// The objects of `planciactl server`; as those of json.h: a member may be added, none renamed or taken away.
namespace plancia::cli {

QJsonArray toJson(const QList<ServerFinding> &findings); ///< their words
QJsonObject toJson(const ServerMoment &moment);
QJsonObject toJson(const ServerTable &table, const AutovacuumRules &rules);
QJsonObject toJson(const ServerIndex &index);
QJsonObject toJson(const ServerDatabase &database);
QJsonObject toJson(const ServerProgress &progress);
QJsonObject toJson(const VacuumHolder &holder);
QJsonObject toJson(const VacuumDue &due);
QJsonObject toJson(const ServerSetting &setting);
QJsonObject toJson(const ServerStandby &standby);
QJsonObject toJson(const ServerSlot &slot);
QJsonObject toJson(const ServerReceiver &receiver);
QJsonObject toJson(const ServerSubscription &subscription);
QJsonObject toJson(const ServerWal &wal); ///< without its settings

// The members in the order of a CSV header.
QStringList tableColumns();
QStringList indexColumns();
QStringList dueColumns();
QStringList replicationColumns(); ///< of standbys, slots and subscriptions, told apart by "what"
QStringList walColumns();

} // namespace plancia::cli
