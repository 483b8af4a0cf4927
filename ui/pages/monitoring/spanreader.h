// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/ports/callcontext.h"
#include "models/ports/deliver.h"
#include "models/series/timewindow.h"

#include <QObject>
#include <QTimer>
#include <algorithm>
#include <functional>

namespace plancia::ui {

/// Asks a port for what it remembers of one source over the span that is shown: anew when that is another one, when it has run on by a
/// hundredth, and when told to; once a second at the most, and one question at a time. An answer to a question that is not the newest is
/// dropped, and its call cancelled. Lives on the GUI thread; the clock outlives it.
template <class Answer>
class SpanReader : public QObject {
public:
    using Ask = std::function<QFuture<Answer>(const QString &source, qint64 from, qint64 to, const CallContext &context)>;
    /// `take` is given what was answered, for which span, and the id of the request.
    struct Asked {
        QString source;
        qint64 from = 0, to = 0;
        QString requestId;
    };
    using Take = std::function<void(const Answer &answer, const Asked &asked)>;

    SpanReader(const Clock &clock, Ask ask, Take take, QObject *parent) : QObject(parent), m_clock(clock), m_ask(std::move(ask)), m_take(std::move(take))
    {
        m_wait.setSingleShot(true);
        connect(&m_wait, &QTimer::timeout, this, [this] { askNow(); });
    }
    ~SpanReader() override { m_call.cancel.cancel(); }

    /// Nothing is under way that will change what was given.
    bool isIdle() const { return !m_isAsking && !m_wait.isActive(); }

    /// What is shown now. True when it is another source or span, so that what was given last is not of it.
    bool show(const QString &source, const TimeWindow &window, qint64 nowMs)
    {
        const Wanted before = m_wanted;
        m_wanted = {source, window.from(nowMs), window.to(nowMs), window.isLive()};
        const bool isOther = before.source != source || before.isLive != m_wanted.isLive || before.to - before.from != window.span() || (!m_wanted.isLive && before.to != m_wanted.to);
        if (isOther) {
            drop();
            askSoon();
        } else if (m_wanted.isLive && isIdle() && m_clock.monotonicMs() >= m_restsUntil && m_wanted.to - m_asked.to >= std::max<qint64>(kLeastMs, window.span() / 100)) {
            askSoon();
        }
        return isOther;
    }
    /// There is more to know of the same.
    void again()
    {
        if (m_wanted.source.isEmpty())
            return;
        if (m_isAsking)
            m_asksAgain = true;
        else
            askSoon();
    }
    /// What was asked failed: the same is not asked by itself for a while.
    void rest() { m_restsUntil = m_clock.monotonicMs() + kRestMs; }
    /// Nothing is shown any more.
    void stop()
    {
        drop();
        m_wait.stop();
        m_wanted = {};
    }

private:
    static constexpr qint64 kLeastMs = 1'000; ///< between two questions
    static constexpr qint64 kRestMs = 10'000;
    struct Wanted {
        QString source;
        qint64 from = 0, to = 0;
        bool isLive = false;
    };

    void drop()
    {
        if (!m_isAsking)
            return;
        m_call.cancel.cancel();
        ++m_question;
        m_isAsking = m_asksAgain = false;
    }
    void askSoon()
    {
        if (m_wait.isActive())
            return;
        const qint64 left = m_lastAt < 0 ? 0 : m_lastAt + kLeastMs - m_clock.monotonicMs();
        // Never within the call: what a gesture does to the window is asked for as a whole.
        m_wait.start(static_cast<int>(std::clamp<qint64>(left, 0, kLeastMs)));
    }
    void askNow()
    {
        if (m_wanted.source.isEmpty())
            return;
        m_isAsking = true;
        m_asksAgain = false;
        m_lastAt = m_clock.monotonicMs();
        m_call = CallContext();
        m_asked = {m_wanted.source, m_wanted.from, m_wanted.to, m_call.requestId};
        deliver(m_ask(m_asked.source, m_asked.from, m_asked.to, m_call), this, [this, question = ++m_question, asked = m_asked](const Answer &answer) {
            if (question != m_question)
                return;
            m_isAsking = false;
            if (m_asksAgain)
                askSoon();
            m_take(answer, asked);
        });
    }

    const Clock &m_clock;
    const Ask m_ask;
    const Take m_take;
    Wanted m_wanted;
    Asked m_asked;
    CallContext m_call;
    QTimer m_wait;
    int m_question = 0;
    bool m_isAsking = false, m_asksAgain = false;
    qint64 m_lastAt = -1;    ///< monotonic
    qint64 m_restsUntil = 0; ///< monotonic
};

} // namespace plancia::ui
