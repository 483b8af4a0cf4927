// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/localstore.h"
#include "app/wiring/runtime.h"
#include "models/domain/blocking.h"
#include "models/domain/event.h"
#include "models/domain/history.h"
#include "models/domain/statements.h"

namespace plancia::wiring {

inline constexpr quint32 kTelemetryStoreId = 0x504c4154; // "PLAT"

/// telemetry.db of this installation, read while the console may write to it: for the command line.
class PastTelemetry {
public:
    /// Blocks. NOT_FOUND_005 where nothing was ever remembered; otherwise as LocalStore::open().
    static Result<std::unique_ptr<PastTelemetry>> open(const Places &places);
    /// Of the agent with that id ("built-in", or its URL); of the one that was followed last when it is empty. VAL_010, VAL_011 for one
    /// that was never followed, MIG_004 for a file that the console has not brought up to date yet.
    QFuture<Result<MetricHistory>> history(QString agent, HistoryQuery query, CallContext context);
    QFuture<Result<EventsPage>> events(QString agent, EventsQuery query, CallContext context);
    QFuture<Result<StatementsReport>> statements(QString agent, StatementsQuery query, CallContext context);
    QFuture<Result<BlockingHistory>> blocking(QString agent, BlockingQuery query, CallContext context);
    /// The id of the agent to ask of a source: the one that is named, or the one followed last of those that know it. VAL_011 for an
    /// agent that was never followed, and for a source that is not remembered.
    QFuture<Result<QString>> agentOf(QString source, QString agent, CallContext context);
    /// The sources that are remembered of it, by name.
    QFuture<Result<QStringList>> sources(QString agent, CallContext context);
    /// Up to when anything was heard of it, Unix ms UTC; 0 for nothing.
    QFuture<Result<qint64>> heardUntil(QString agent, CallContext context);

private:
    explicit PastTelemetry(std::unique_ptr<store::LocalStore> store) : m_store(std::move(store)) {}
    std::unique_ptr<store::LocalStore> m_store;
};

} // namespace plancia::wiring
