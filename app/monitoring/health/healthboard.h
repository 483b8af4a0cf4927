// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/domain/health.h"

#include <QObject>
#include <functional>
#include <memory>
#include <vector>

namespace plancia::monitoring {

/// One thing to look at.
struct HealthProbe {
    QString name; ///< HealthCheck::name
    bool isCritical = true;
    /// Says nothing when all is well, else why not. On a thread of its own; may block, and ends soon once the token is
    /// cancelled.
    std::function<std::optional<Error>(const CancelToken &)> look;
    HealthCheck::State whenNot = HealthCheck::State::Down; ///< the state when it says why not
};

/// Looks at every probe when asked, each on a thread of its own, so that one that hangs holds up no other: what has not
/// answered in time is down. What was seen a moment ago is not looked at again, and who asks while somebody looks waits for
/// the same answer. Lives in one thread with an event loop; never blocks but in its destructor, for a look under way.
class HealthBoard : public QObject {
    Q_OBJECT
public:
    struct Limits {
        int answerMs = 2000; ///< a probe's budget
        int keepMs = 5000;   ///< so long an answer is good
    };
    HealthBoard(Limits limits, const Clock &clock, QObject *parent);
    ~HealthBoard() override;

    void add(HealthProbe probe);
    using Answer = std::function<void(QList<HealthCheck>)>;
    /// Answers within answerMs, perhaps inside the call. Asked again inside the answer it may answer at once.
    void ask(Answer answer);

private:
    struct Line {
        explicit Line(HealthProbe what) : probe(std::move(what)), worker(QStringLiteral("health ") + probe.name) {}
        HealthProbe probe;
        HealthCheck last;       ///< `at` 0: never looked at
        qint64 lookedAt = 0;    ///< monotonic ms when the look behind `last` ended
        qint64 startedAt = 0;   ///< monotonic ms of the look under way, 0 for none
        CancelToken cancel;
        tasks::Worker worker;
    };
    struct Waiter {
        Answer answer;
        qint64 until = 0; ///< monotonic ms
    };
    void start(Line &line);
    void ended(Line &line, const std::optional<Error> &error);
    void timedOut();
    void answerWhoCanBe();
    bool isPending(const Line &line) const;
    void note(Line &line, HealthCheck::State state, std::optional<Error> error, double tookMs);

    const Limits m_limits;
    const Clock &m_clock;
    std::vector<std::unique_ptr<Line>> m_lines;
    std::vector<Waiter> m_waiters;
};

} // namespace plancia::monitoring
