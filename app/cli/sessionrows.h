// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "models/domain/serversession.h"

#include <QJsonArray>

/// Sessions of a server as the commands print them, those of now and those of the past.
namespace plancia::cli {

QJsonObject toJson(const ServerSession &session);
/// What a process does that is no client's.
QString applicationOf(const ServerSession &session);
/// For how long it has been as it is; empty when not told.
QString spanOf(const ServerSession &session, qint64 now);

/// A table whose last column is a query and takes what room there is.
void wideTable(Output &output, const QStringList &head, QList<QStringList> rows, const QList<int> &right);

struct SessionRows {
    QJsonArray items;
    QList<QStringList> rows;
};
/// Who waits for whom; nothing when nobody does.
SessionRows treeOf(const QList<ServerSession> &sessions, qint64 now);
void printTree(Output &output, const SessionRows &tree);

} // namespace plancia::cli
