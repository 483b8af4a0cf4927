// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/backoff.h"
#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QRandomGenerator>
#include <algorithm>
#include <chrono>
#include <thread>

namespace plancia::sql {

/// The one rule for a store that somebody else keeps busy or locked: four attempts, with 0.1 to 0.6 seconds of growing
/// and random length between them, under one deadline for all. Every attempt is told how long it may wait itself; work
/// that was cut off half-way has been rolled back and runs again from its beginning.
inline constexpr int kBusyRetries = 3;
inline constexpr BackoffPolicy kBusyBackoff{.minMs = 100, .capMs = 600};

/// Blocks. `attempt(waitMs)` returns a Result; DB_010 of the last attempt is returned with the seconds of the whole.
template <class F>
auto retryWhileBusy(int deadlineMs, const CancelToken &cancel, F attempt) -> decltype(attempt(0))
{
    using Clock = std::chrono::steady_clock;
    using std::chrono::milliseconds;
    const auto deadline = Clock::now() + milliseconds(deadlineMs);
    const auto leftMs = [deadline] {
        return std::max<qint64>(0, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count());
    };
    for (int tried = 0;; ++tried) {
        auto result = attempt(static_cast<int>(leftMs() / (kBusyRetries + 1 - tried)));
        if (result || result.error().code() != ErrorCode::DbBusy || cancel.isCancelled())
            return result;
        if (tried == kBusyRetries || leftMs() == 0) {
            QList<Fact> facts;
            for (const Fact &fact : result.error().facts())
                if (fact.key != u"seconds")
                    facts.append(fact);
            facts.append({QStringLiteral("seconds"), QString::number(deadlineMs / 1000)});
            return Error(ErrorCode::DbBusy, std::move(facts));
        }
        const qint64 pause = std::min(backoffMs(kBusyBackoff, tried + 1, QRandomGenerator::global()->generateDouble()), leftMs());
        for (const auto until = Clock::now() + milliseconds(pause); Clock::now() < until && !cancel.isCancelled();)
            std::this_thread::sleep_for(std::min(milliseconds(20), milliseconds(pause)));
    }
}

} // namespace plancia::sql
