// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/ports/ports.h"

#include <QPromise>
#include <deque>
#include <functional>

namespace plancia::tests {

/// The stream of an agent that has watched the server "pg:shop" for two hours without a gap, with whatever a test says is remembered of
/// its statements and of who waited. Answers are given at once, or held back until they are let go.
class RememberedStream : public StreamPort {
public:
    template <class Query, class Answer>
    struct Door {
        std::function<Result<Answer>(const Query &)> answer;
        bool holdsBack = false;
        struct Held {
            Query query;
            CancelToken cancel;
            std::shared_ptr<QPromise<Result<Answer>>> promise;
        };
        QList<Query> asked;
        std::deque<Held> held;

        QFuture<Result<Answer>> ask(const Query &query, const CallContext &context)
        {
            asked.append(query);
            auto promise = std::make_shared<QPromise<Result<Answer>>>();
            promise->start();
            const auto future = promise->future();
            held.push_back({query, context.cancel, promise});
            if (!holdsBack)
                letGo(held.size() - 1);
            return future;
        }
        void letGo(size_t i)
        {
            const Held one = held.at(i);
            held.erase(held.begin() + static_cast<qsizetype>(i));
            one.promise->addResult(answer(one.query));
            one.promise->finish();
        }
    };
    Door<StatementsQuery, StatementsReport> toldStatements;
    Door<BlockingQuery, BlockingHistory> toldBlocking;
    bool hasStatements = true; ///< pg.has.statements
    QList<StreamGap> gaps;

    StreamStatus status() const override
    {
        StreamStatus status;
        status.state = StreamStatus::State::Connected;
        status.agent = QStringLiteral("built-in");
        return status;
    }
    QList<Sample> recent(qint64) const override
    {
        QList<Sample> samples;
        for (qint64 at = m_now - 7'200'000; at < m_now + 60'000; at += 10'000) // on into what is now while the test runs
            samples.append({at / 10'000, at, QStringLiteral("pg:shop"), valuesAt(at)});
        return samples;
    }
    QList<StreamGap> recentGaps(qint64) const override { return gaps; }
    QFuture<Result<MetricHistory>> history(HistoryQuery query, CallContext) override
    {
        MetricHistory history;
        history.oldest = m_now - 7'200'000;
        history.gaps = gaps;
        for (const QString &metric : query.metrics) {
            MetricHistory::Line line;
            line.metric = metric;
            for (const Sample &sample : recent(0)) {
                if (sample.at < query.from || sample.at > query.to || !sample.values.contains(metric))
                    continue;
                line.at.append(sample.at);
                line.values.append(sample.values.value(metric));
            }
            history.lines.append(line);
        }
        return QtFuture::makeReadyFuture(Result<MetricHistory>(history));
    }
    QFuture<Result<EventsPage>> events(EventsQuery, CallContext) override { return QtFuture::makeReadyFuture(Result<EventsPage>(EventsPage{})); }
    QFuture<Result<StatementsReport>> statements(StatementsQuery query, CallContext context) override { return toldStatements.ask(query, context); }
    QFuture<Result<BlockingHistory>> blocking(BlockingQuery query, CallContext context) override { return toldBlocking.ask(query, context); }
    void retryNow() override {}

    qint64 now() const { return m_now; }

private:
    QHash<QString, double> valuesAt(qint64 at) const
    {
        return {{metric::PgHasMonitor, 1}, {metric::PgHasStatements, hasStatements ? 1 : 0}, {QStringLiteral("pg.statements.busy"), 1 + static_cast<double>(at / 10'000 % 30) / 10}};
    }

    const qint64 m_now = SystemClock().nowMs() / 10'000 * 10'000;
};

} // namespace plancia::tests
