// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/samplerloop.h"

#include "app/log/log.h"

namespace plancia::monitoring {

namespace {
/// A look that is later than this many periods left a hole, whatever held it up.
constexpr int kLatePeriods = 4;
} // namespace

SamplerLoop::SamplerLoop(std::shared_ptr<Sampler> sampler, Sink sink, const Clock &clock, int periodMs)
    : m_sampler(std::move(sampler)), m_sink(std::move(sink)), m_clock(clock),
      m_periodMs(m_sampler->periodMs() > 0 ? m_sampler->periodMs() : periodMs),
      m_phaseMs(m_sampler->periodMs() > 0 ? static_cast<qint64>(qHash(m_sampler->source(), 0) % static_cast<size_t>(m_periodMs)) : 0)
{
    m_thread.setObjectName(QStringLiteral("sample ") + m_sampler->source().left(60));
    m_context.moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, &m_context, [this] {
        m_timer = new QTimer(&m_context);
        m_timer->setSingleShot(true);
        m_timer->setTimerType(Qt::PreciseTimer);
        QObject::connect(m_timer, &QTimer::timeout, &m_context, [this] {
            look();
            plan();
        });
        m_sampler->begin();
        look();
        plan();
    });
    // Still runs in the thread that ends: timers and connections must end where they were made.
    QObject::connect(
        &m_thread, &QThread::finished, &m_context,
        [this] {
            delete m_timer;
            m_sampler->end();
        },
        Qt::DirectConnection);
    m_thread.start();
}

SamplerLoop::~SamplerLoop()
{
    requestStop();
    m_thread.wait();
}

void SamplerLoop::requestStop()
{
    m_thread.requestInterruption(); // first: who begins after the cancel does not look any more
    m_sampler->cancel();
    m_thread.quit();
}

void SamplerLoop::plan()
{
    if (!m_thread.isInterruptionRequested())
        m_timer->start(m_periodMs - static_cast<int>((m_clock.nowMs() - m_phaseMs) % m_periodMs));
}

void SamplerLoop::lookNow()
{
    QMetaObject::invokeMethod(&m_context, [this] { look(); }, Qt::QueuedConnection);
}

void SamplerLoop::look()
{
    if (m_thread.isInterruptionRequested())
        return;
    const qint64 nowMs = m_clock.nowMs();
    auto result = m_sampler->sample(nowMs);
    if (m_thread.isInterruptionRequested())
        return;
    m_sink(judge(result, nowMs));
    if (result && result->statements)
        m_sink({{0, result->statements->at, source(), {}}, {}, {}, std::move(result->statements)});
    if (result && result->blocking)
        m_sink({{0, result->blocking->at, source(), {}}, {}, {}, {}, std::move(result->blocking)});
    if (result)
        for (Event &event : result->events)
            m_sink({{0, nowMs, event.source, {}}, {}, std::move(event)});
}

StreamItem SamplerLoop::judge(Result<Reading> &result, qint64 nowMs)
{
    if (!result) {
        if (!std::exchange(m_down, true))
            log::write(log::Level::Warning, "sampler", result.error().with(QStringLiteral("source"), source()));
        return {{0, nowMs, source(), {}}, {}};
    }
    StreamItem item{std::move(result->sample), std::move(result->gaps)};
    const bool late = !result->hasWoken && m_lastGoodAt > 0 && item.sample.at - m_lastGoodAt > kLatePeriods * m_periodMs;
    if (std::exchange(m_down, false) || late) {
        if (m_lastGoodAt > 0)
            item.gaps.prepend({StreamGap::Reason::SourceDown, qMin(m_lastGoodAt, item.sample.at), item.sample.at, source()});
        log::info("sampler", QStringLiteral("source answers again"), {{QStringLiteral("source"), source()}});
    }
    m_lastGoodAt = item.sample.at;
    return item;
}

} // namespace plancia::monitoring
