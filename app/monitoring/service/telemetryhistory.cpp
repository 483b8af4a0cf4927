// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/telemetryhistory.h"

#include "app/monitoring/service/samplevalues.h"

#include <algorithm>
#include <limits>

namespace plancia::monitoring {

namespace {
constexpr const char *kSource = "SELECT s.number FROM streams t JOIN sources s ON s.stream = t.number WHERE t.id = $1 AND s.name = $2 LIMIT 1";
constexpr const char *kNames = "SELECT names FROM shapes WHERE number = $1 LIMIT 1";
constexpr const char *kOldestSample = "SELECT min(at) FROM samples WHERE source = $1";
constexpr const char *kOldestMinute = "SELECT min(at) FROM minutes WHERE source = $1";
constexpr const char *kLastMinute = "SELECT max(at) FROM minutes WHERE source = $1";
// In pieces, so that a month of a wide shape is never in memory as text, and a cancel is soon heard.
constexpr const char *kSamples = "SELECT at, shape, values_json FROM samples WHERE source = $1 AND at >= $2 AND at <= $3 ORDER BY at LIMIT 2000";
constexpr const char *kMinutes = "SELECT at, shape, values_json FROM minutes WHERE source = $1 AND at >= $2 AND at <= $3 ORDER BY at LIMIT 2000";
constexpr const char *kGaps = "SELECT g.from_at, g.to_at, g.source, g.reason FROM gaps g JOIN streams t ON t.number = g.stream "
                              "WHERE t.id = $1 AND g.source IN ('', $2) AND g.to_at >= $3 AND g.from_at <= $4 ORDER BY g.to_at LIMIT 10000";

constexpr qsizetype kMostSamples = 200'000; ///< of six hours; an agent may sample faster than each second
constexpr qint64 kMostMinutes = 31 * 24 * 60;
constexpr std::array<qint64, 4> kWithinMinute{0, 20'000, 40'000, 59'000};
constexpr qsizetype kMostGaps = 10'000;
constexpr int kNoLine = -1;

Result<bool> checkSpan(const HistoryQuery &query)
{
    if (query.to < query.from)
        return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("to")}, {QStringLiteral("value"), QString::number(query.to)}});
    return true;
}

/// Puts an answer together from what comes in order of time: minutes, then samples.
class Builder {
public:
    Builder(const HistoryQuery &query, const TelemetrySink::Past &last, qint64 rawSpanMs = kRawSpanMs)
        : m_query(query), m_isRaw(query.to - query.from <= rawSpanMs)
    {
        m_history.stepMs = m_isRaw ? 1000 : kMinuteMs;
        for (const QString &metric : query.metrics) {
            if (!m_lineOf.contains(metric))
                m_lineOf.insert(metric, static_cast<int>(m_history.lines.size()));
            m_history.lines.append({metric, {}, {}, {}, {}});
        }
        m_open.resize(static_cast<size_t>(m_history.lines.size()));
        for (const Sample &sample : last.samples)
            if (sample.source == query.source) {
                remembers(sample.at);
                if (sample.at >= query.from && sample.at <= query.to)
                    m_last.append(sample);
            }
        // The agent's clock may have been put back.
        std::stable_sort(m_last.begin(), m_last.end(), [](const Sample &a, const Sample &b) { return a.at < b.at; });
        for (const StreamGap &gap : last.gaps)
            addGap(gap);
    }

    bool isRaw() const { return m_isRaw; }
    bool isTooMuch() const { return m_isRaw && m_samples > kMostSamples; }
    void remembers(qint64 at) { m_history.oldest = m_history.oldest == 0 ? at : std::min(m_history.oldest, at); }
    bool knowsShape(qint64 shape) const { return m_shapes.contains(shape); }
    void addShape(qint64 shape, const QStringList &names)
    {
        std::vector<int> lines;
        for (const QString &name : names)
            lines.push_back(m_lineOf.value(name, kNoLine));
        m_shapes.insert(shape, lines);
    }
    void addGap(const StreamGap &gap)
    {
        const bool isOurs = gap.source.isEmpty() || gap.source == m_query.source;
        if (isOurs && gap.to >= m_query.from && gap.from <= m_query.to)
            m_history.gaps.append(gap);
    }

    void addMinute(qint64 at, qint64 shape, const QByteArray &values)
    {
        m_history.stepMs = kMinuteMs;
        eachLine(shape, values, [&](int line, std::span<const double> numbers) {
            std::array<MinuteValue::Point, 4> points;
            for (size_t i = 0; i < points.size(); ++i)
                points[i] = {at + kWithinMinute[i], numbers[numbers.size() == 1 ? 0 : i]};
            draw(line, points, numbers.size() == 1 ? numbers[0] : numbers.back());
        });
    }
    void addSample(qint64 at, qint64 shape, const QByteArray &values)
    {
        addLast(at);
        if (m_taken < m_last.size() && m_last.at(m_taken).at == at)
            ++m_taken;
        if (!begins(at))
            return;
        eachLine(shape, values, [&](int line, std::span<const double> numbers) { take(line, at, numbers.front()); });
    }
    /// What came last, before that time and after the last minute.
    void addLast(qint64 before)
    {
        for (; m_taken < m_last.size() && m_last.at(m_taken).at < before; ++m_taken) {
            const Sample &sample = m_last.at(m_taken);
            if (sample.at < m_samplesFrom || !begins(sample.at))
                continue;
            for (auto line = m_lineOf.cbegin(); line != m_lineOf.cend(); ++line)
                if (const auto value = sample.values.constFind(line.key()); value != sample.values.cend())
                    take(line.value(), sample.at, *value);
        }
    }
    /// Samples before that stand in minutes.
    void setSamplesFrom(qint64 at) { m_samplesFrom = at; }

    MetricHistory finished()
    {
        addLast(std::numeric_limits<qint64>::max());
        drawOpen();
        for (MetricHistory::Line &line : m_history.lines)
            if (const int first = m_lineOf.value(line.metric); &line != &m_history.lines[first])
                line = m_history.lines.at(first); // asked for twice
        // What was not written yet and what is in the file may be the same.
        QList<StreamGap> &gaps = m_history.gaps;
        const auto order = [](const StreamGap &gap) { return std::tie(gap.from, gap.to, gap.reason, gap.source); };
        std::sort(gaps.begin(), gaps.end(), [&](const StreamGap &a, const StreamGap &b) { return order(a) < order(b); });
        gaps.erase(std::unique(gaps.begin(), gaps.end()), gaps.end());
        if (gaps.size() > kMostGaps)
            gaps = gaps.last(kMostGaps);
        return std::move(m_history);
    }

private:
    template <class Take>
    void eachLine(qint64 shape, const QByteArray &values, Take take)
    {
        const std::vector<int> &lines = *m_shapes.constFind(shape);
        eachValue(values, [&](size_t place, std::span<const double> numbers) {
            if (place < lines.size() && lines[place] != kNoLine)
                take(lines[place], numbers);
        });
    }
    /// False for a second sample of one instant.
    bool begins(qint64 at)
    {
        if (m_samples > 0 && at <= m_at)
            return false;
        if (!m_isRaw && minuteOf(at) != minuteOf(m_at))
            drawOpen();
        m_at = at;
        ++m_samples;
        return true;
    }
    void take(int line, qint64 at, double value)
    {
        if (m_isRaw)
            append(m_history.lines[line], at, value);
        else
            m_open[static_cast<size_t>(line)].add(at, value);
    }
    void drawOpen()
    {
        for (size_t i = 0; i < m_open.size(); ++i)
            if (!m_open[i].isEmpty()) {
                const MinuteValue minute = std::exchange(m_open[i], {});
                draw(static_cast<int>(i), minute.points(), minute.mean());
            }
    }
    void draw(int index, const std::array<MinuteValue::Point, 4> &points, double mean)
    {
        MetricHistory::Line &line = m_history.lines[index];
        const qint64 minute = minuteOf(points[0].at);
        if (minute + kMinuteMs > m_query.from && minute <= m_query.to && (line.minutes.isEmpty() || minute > line.minutes.constLast())) {
            line.minutes.append(minute);
            line.means.append(mean);
        }
        for (size_t i = 0; i < points.size(); ++i)
            if (i == 0 || points[i].value != points[i - 1].value)
                append(line, points[i].at, points[i].value);
    }
    void append(MetricHistory::Line &line, qint64 at, double value)
    {
        if (at < m_query.from || at > m_query.to || (!line.at.isEmpty() && at <= line.at.constLast()))
            return;
        line.at.append(at);
        line.values.append(value);
    }

    const HistoryQuery m_query;
    const bool m_isRaw;
    MetricHistory m_history;
    QHash<QString, int> m_lineOf;
    QHash<qint64, std::vector<int>> m_shapes;
    std::vector<MinuteValue> m_open; ///< a minute that is made here, of each line
    QList<Sample> m_last;
    qsizetype m_taken = 0; ///< of m_last
    qsizetype m_samples = 0;
    qint64 m_samplesFrom = 0;
    qint64 m_at = 0; ///< of the last sample
};

/// Reads one source. All its queries run in one read transaction.
class Reader {
public:
    Reader(sql::Connection &connection, const CancelToken &cancel) : m_connection(connection), m_cancel(cancel) {}

    Result<bool> findSource(const QString &streamId, const QString &name)
    {
        const auto source = number(kSource, {streamId, name});
        if (source)
            m_source = *source;
        return source ? Result<bool>(true) : Result<bool>(source.error());
    }
    Result<bool> gaps(Builder &builder, const QString &streamId, const HistoryQuery &query)
    {
        const auto rows = m_connection.query(kGaps, {streamId, query.source, query.from, query.to});
        if (!rows)
            return fail(rows.error());
        for (int i = 0; i < rows->size(); ++i) {
            const sql::Row row = (*rows)[i];
            builder.addGap({gapReason(row.text(3)), row.integer(0), row.integer(1), row.text(2)});
        }
        return true;
    }
    Result<bool> rows(Builder &builder, const HistoryQuery &query)
    {
        if (!m_source)
            return true;
        const auto sample = number(kOldestSample, {*m_source});
        const auto minute = sample ? number(kOldestMinute, {*m_source}) : sample;
        const auto lastMinute = minute ? number(kLastMinute, {*m_source}) : minute;
        if (!lastMinute)
            return fail(lastMinute.error());
        if (*sample)
            builder.remembers(**sample);
        if (*minute)
            builder.remembers(**minute);
        if (query.metrics.isEmpty())
            return true; // only how far back it reaches, and its gaps
        const qint64 afterMinutes = *lastMinute ? **lastMinute + kMinuteMs : 0;
        const qint64 samplesFrom = builder.isRaw() && *sample ? minuteOf(**sample) : afterMinutes;
        builder.setSamplesFrom(samplesFrom);
        const qint64 minutesFrom = std::max(minuteOf(query.from), minuteOf(query.to) - kMostMinutes * kMinuteMs);
        if (auto read = each(builder, kMinutes, minutesFrom, std::min(query.to, samplesFrom - 1), &Builder::addMinute); !read)
            return read;
        return each(builder, kSamples, std::max(query.from, samplesFrom), query.to, &Builder::addSample);
    }

private:
    Result<std::optional<qint64>> number(const char *sql, const QList<sql::Value> &values)
    {
        auto rows = m_connection.query(sql, values);
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty() || (*rows)[0].isNull(0))
            return std::optional<qint64>();
        return std::optional((*rows)[0].integer(0));
    }
    Result<bool> each(Builder &builder, const char *sql, qint64 from, qint64 to, void (Builder::*add)(qint64, qint64, const QByteArray &))
    {
        while (from <= to && !builder.isTooMuch()) {
            if (m_cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            const auto rows = m_connection.query(sql, {*m_source, from, to});
            if (!rows)
                return fail(rows.error());
            if (rows->isEmpty())
                return true;
            for (int i = 0; i < rows->size(); ++i) {
                const sql::Row row = (*rows)[i];
                if (!builder.knowsShape(row.integer(1))) {
                    const auto names = m_connection.query(kNames, {row.integer(1)});
                    if (!names)
                        return fail(names.error());
                    builder.addShape(row.integer(1), names->isEmpty() ? QStringList() : namesFromJson((*names)[0].text(0)));
                }
                (builder.*add)(row.integer(0), row.integer(1), row.text(2).toLatin1());
            }
            from = (*rows)[rows->size() - 1].integer(0) + 1;
        }
        return true;
    }

    sql::Connection &m_connection;
    const CancelToken m_cancel;
    std::optional<qint64> m_source;
};
} // namespace

StreamGap::Reason gapReason(const QString &word)
{
    for (const auto reason : {StreamGap::Reason::Evicted, StreamGap::Reason::CounterReset, StreamGap::Reason::SourceDown})
        if (toString(reason) == word)
            return reason;
    return StreamGap::Reason::AgentAway;
}

Result<MetricHistory> readHistory(sql::Connection &connection, const QString &streamId, const HistoryQuery &query,
                                  const TelemetrySink::Past &last, const CancelToken &cancel)
{
    if (auto good = checkSpan(query); !good)
        return fail(good.error());
    std::optional<Builder> builder(std::in_place, query, last);
    Reader reader(connection, cancel);
    if (auto found = reader.findSource(streamId, query.source); !found)
        return fail(found.error());
    auto read = reader.rows(*builder, query);
    if (read && builder->isTooMuch()) {
        builder.emplace(query, last, -1); // then as minutes
        read = reader.rows(*builder, query);
    }
    if (read)
        read = reader.gaps(*builder, streamId, query);
    if (!read)
        return fail(read.error());
    return builder->finished();
}

Result<MetricHistory> historyOf(const HistoryQuery &query, const TelemetrySink::Past &last)
{
    if (auto good = checkSpan(query); !good)
        return fail(good.error());
    return Builder(query, last).finished();
}

} // namespace plancia::monitoring
