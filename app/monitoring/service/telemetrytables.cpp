// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/telemetrytables.h"

#include "app/monitoring/service/samplevalues.h"

#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr const char *kSource = "SELECT number, shape FROM sources WHERE stream = $1 AND name = $2 LIMIT 1";
constexpr const char *kAddSource = "INSERT INTO sources (stream, name, shape) VALUES ($1, $2, 0)";
constexpr const char *kSetShape = "UPDATE sources SET shape = $2 WHERE number = $1";
constexpr const char *kAddShape = "INSERT INTO shapes (names) VALUES ($1) ON CONFLICT DO NOTHING";
constexpr const char *kShape = "SELECT number FROM shapes WHERE names = $1 LIMIT 1";
constexpr const char *kNames = "SELECT names FROM shapes WHERE number = $1 LIMIT 1";
constexpr const char *kPutSample = "INSERT INTO samples (source, at, position, shape, values_json) VALUES ($1, $2, $3, $4, $5) "
                                   "ON CONFLICT DO NOTHING";
constexpr const char *kPutMinute = "INSERT OR REPLACE INTO minutes (source, at, shape, values_json) VALUES ($1, $2, $3, $4)";
constexpr const char *kLastMinute = "SELECT max(at) FROM minutes WHERE source = $1";
constexpr const char *kFirstSample = "SELECT min(at) FROM samples WHERE source = $1 AND at >= $2";
constexpr const char *kLastSample = "SELECT max(at) FROM samples WHERE source = $1";
constexpr const char *kOfMinute = "SELECT at, shape, values_json FROM samples WHERE source = $1 AND at >= $2 AND at < $3 "
                                  "ORDER BY at LIMIT 60000";
constexpr const char *kSources = "SELECT number FROM sources ORDER BY number LIMIT 100000";
constexpr const char *kForgetSamples = "DELETE FROM samples WHERE source = $1 AND at < $2";
constexpr const char *kSampleAfter = "SELECT at FROM samples WHERE source = $1 AND at < $2 ORDER BY at LIMIT 1 OFFSET $3";
constexpr const char *kHasMinute = "SELECT at FROM minutes WHERE source = $1 AND at = $2 LIMIT 1";
constexpr const char *kForgetMinutes = "DELETE FROM minutes WHERE (source, at) IN (SELECT m.source, m.at FROM sources s "
                                       "CROSS JOIN minutes m ON m.source = s.number AND m.at < $1 LIMIT $2)";
constexpr const char *kOldestSample = "SELECT min(oldest) FROM (SELECT (SELECT min(at) FROM samples WHERE source = number) AS oldest FROM sources)";
constexpr const char *kOldestMinute = "SELECT min(oldest) FROM (SELECT (SELECT min(at) FROM minutes WHERE source = number) AS oldest FROM sources)";
constexpr const char *kForgetGaps = "DELETE FROM gaps WHERE to_at < $1";
constexpr const char *kForgetSources = "DELETE FROM sources WHERE NOT EXISTS (SELECT 1 FROM samples WHERE source = number) "
                                       "AND NOT EXISTS (SELECT 1 FROM minutes WHERE source = number)";
constexpr const char *kShapes = "SELECT count(*) FROM shapes";
constexpr const char *kForgetShapes = "DELETE FROM shapes WHERE number NOT IN (SELECT shape FROM samples UNION SELECT shape FROM minutes "
                                      "UNION SELECT shape FROM sources)";
// Of everything but what has its own limit: that takes about a quarter more than what it says.
constexpr const char *kUsedBytes = "SELECT (p.page_count - f.freelist_count) * s.page_size - ((SELECT coalesce(sum(event_bytes), 0) FROM streams) "
                                   "+ (SELECT coalesce(sum(bytes), 0) FROM looks) + (SELECT coalesce(sum(bytes), 0) FROM blocking)) * 5 / 4 "
                                   "FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s";

constexpr qsizetype kWideShape = 1000; // an agent whose names change each second must not widen every row for ever
constexpr qint64 kManyShapes = 500;    // to look which of them are used reads every row
constexpr qint64 kShrinkSamplesMs = 10 * kMinuteMs;
constexpr qint64 kShrinkMinutesMs = 86'400'000;
} // namespace

Result<std::optional<qint64>> TelemetryTables::number(const char *sql, const QList<sql::Value> &values)
{
    auto rows = m_connection.query(sql, values);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty() || (*rows)[0].isNull(0))
        return std::optional<qint64>();
    return std::optional((*rows)[0].integer(0));
}

Result<QStringList> TelemetryTables::namesOf(qint64 shape)
{
    if (const auto known = m_names.constFind(shape); known != m_names.cend())
        return *known;
    auto rows = m_connection.query(kNames, {shape});
    if (!rows)
        return fail(rows.error());
    return m_names[shape] = rows->isEmpty() ? QStringList() : namesFromJson((*rows)[0].text(0));
}

Result<qint64> TelemetryTables::shapeOf(const QStringList &names)
{
    const QString text = namesToJson(names);
    if (auto put = m_connection.execute(kAddShape, {text}); !put)
        return fail(put.error());
    const auto shape = number(kShape, {text});
    if (!shape)
        return fail(shape.error());
    return shape->value_or(0);
}

Result<TelemetryTables::Source *> TelemetryTables::source(qint64 stream, const QString &name)
{
    if (const auto known = m_sources.find(name); known != m_sources.end())
        return &*known;
    auto rows = m_connection.query(kSource, {stream, name});
    if (rows && rows->isEmpty()) {
        if (auto put = m_connection.execute(kAddSource, {stream, name}); !put)
            return fail(put.error());
        rows = m_connection.query(kSource, {stream, name});
    }
    if (!rows)
        return fail(rows.error());
    Source found;
    found.number = (*rows)[0].integer(0);
    found.shape = (*rows)[0].integer(1);
    auto names = namesOf(found.shape);
    if (!names)
        return fail(names.error());
    found.names = *names;
    found.known = QSet<QString>(names->cbegin(), names->cend());
    return &*m_sources.insert(name, std::move(found));
}

Result<bool> TelemetryTables::reshape(Source &source, const Sample &sample)
{
    const bool fits = std::all_of(sample.values.keyBegin(), sample.values.keyEnd(), [&](const QString &name) { return source.known.contains(name); });
    if (fits && source.shape != 0)
        return true;
    const QSet<QString> own(sample.values.keyBegin(), sample.values.keyEnd());
    QSet<QString> both = source.known;
    both.unite(own);
    source.known = both.size() > kWideShape ? own : both;
    source.names = QStringList(source.known.cbegin(), source.known.cend());
    source.names.sort();
    const auto shape = shapeOf(source.names);
    if (!shape)
        return fail(shape.error());
    source.shape = *shape;
    if (auto set = m_connection.execute(kSetShape, {source.number, source.shape}); !set)
        return fail(set.error());
    return true;
}

Result<bool> TelemetryTables::put(qint64 stream, const QList<Sample> &samples)
{
    for (const Sample &sample : samples) {
        const auto into = source(stream, sample.source);
        if (!into)
            return fail(into.error());
        if (auto shaped = reshape(**into, sample); !shaped)
            return shaped;
        if (auto put = m_connection.execute(kPutSample, {(*into)->number, sample.at, sample.offset, (*into)->shape,
                                                         valuesToJson((*into)->names, sample.values)}); !put)
            return fail(put.error());
        (*into)->minutes.insert(minuteOf(sample.at));
    }
    return true;
}

Result<bool> TelemetryTables::rollMinute(qint64 source, qint64 minute)
{
    const auto rows = m_connection.query(kOfMinute, {source, minute, minute + kMinuteMs});
    if (!rows)
        return fail(rows.error());
    QStringList names;
    QHash<QString, size_t> places;
    std::vector<MinuteValue> values;
    std::vector<size_t> where; ///< of the values of a row
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        const auto shape = namesOf(row.integer(1));
        if (!shape)
            return fail(shape.error());
        if (i == 0 || row.integer(1) != (*rows)[i - 1].integer(1)) {
            where.clear();
            for (const QString &name : *shape) {
                if (!places.contains(name)) {
                    places.insert(name, values.size());
                    names.append(name);
                    values.emplace_back();
                }
                where.push_back(places.value(name));
            }
        }
        eachValue(row.text(2).toLatin1(), [&](size_t place, std::span<const double> numbers) {
            if (place < where.size())
                values[where[place]].add(row.integer(0), numbers.front());
        });
    }
    const auto shape = shapeOf(names);
    if (!shape)
        return fail(shape.error());
    if (auto put = m_connection.execute(kPutMinute, {source, minute, *shape, minuteToJson(values)}); !put)
        return fail(put.error());
    return true;
}

/// Rolls what ends at `before` at the latest, oldest first; up to where nothing is left to be rolled.
Result<qint64> TelemetryTables::roll(qint64 source, qint64 before)
{
    const auto done = number(kLastMinute, {source});
    if (!done)
        return fail(done.error());
    qint64 next = *done ? **done + kMinuteMs : 0;
    while (next < before) {
        const auto first = number(kFirstSample, {source, next});
        if (!first)
            return fail(first.error());
        if (!*first || minuteOf(**first) + kMinuteMs > before)
            return before;
        if (m_minutes <= 0)
            return minuteOf(**first);
        --m_minutes;
        if (auto rolled = rollMinute(source, minuteOf(**first)); !rolled)
            return fail(rolled.error());
        next = minuteOf(**first) + kMinuteMs;
    }
    return before;
}

Result<bool> TelemetryTables::rollWritten()
{
    for (const Source &source : std::as_const(m_sources)) {
        const auto done = number(kLastMinute, {source.number});
        const auto oldest = done ? number(kFirstSample, {source.number, qint64(0)}) : done;
        const auto newest = oldest ? number(kLastSample, {source.number}) : oldest;
        if (!newest)
            return fail(newest.error());
        // The agent's clock may have been put back. A minute whose samples may be gone in part stays as it was.
        for (const qint64 minute : source.minutes) {
            if (!*done || minute > **done)
                continue;
            const auto has = number(kHasMinute, {source.number, minute});
            if (!has)
                return fail(has.error());
            if (!*has || oldest->value_or(minute) < minute)
                if (auto again = rollMinute(source.number, minute); !again)
                    return again;
        }
        if (auto rolled = roll(source.number, minuteOf(newest->value_or(0))); !rolled)
            return fail(rolled.error());
    }
    return true;
}

/// Whole minutes only, so that a minute has all its samples or none.
Result<qint64> TelemetryTables::forgetSamples(qint64 before, qint64 rows)
{
    qint64 gone = 0;
    const auto sources = m_connection.query(kSources);
    if (!sources)
        return fail(sources.error());
    for (int i = 0; i < sources->size() && gone < rows; ++i) {
        const qint64 source = (*sources)[i].integer(0);
        const auto first = number(kFirstSample, {source, qint64(0)});
        if (!first)
            return fail(first.error());
        if (!*first || **first >= minuteOf(before))
            continue;
        const auto rolled = roll(source, minuteOf(before));
        if (!rolled)
            return fail(rolled.error());
        const auto tooMany = number(kSampleAfter, {source, *rolled, rows - gone});
        if (!tooMany)
            return fail(tooMany.error());
        const qint64 until = *tooMany ? std::max(minuteOf(**tooMany), minuteOf(**first) + kMinuteMs) : *rolled;
        const auto removed = m_connection.execute(kForgetSamples, {source, std::min(until, *rolled)});
        if (!removed)
            return fail(removed.error());
        gone += *removed;
    }
    return gone;
}

Result<bool> TelemetryTables::forget(qint64 rawBefore, qint64 before, int rows)
{
    if (auto gone = forgetSamples(rawBefore, rows); !gone)
        return fail(gone.error());
    if (auto gone = m_connection.execute(kForgetMinutes, {before, qint64(rows)}); !gone)
        return fail(gone.error());
    if (auto gone = m_connection.execute(kForgetGaps, {before}); !gone)
        return fail(gone.error());
    return true;
}

Result<bool> TelemetryTables::shrink(qint64 bytes, int rows)
{
    qint64 left = rows;
    while (left > 0) {
        const auto used = number(kUsedBytes, {});
        if (!used)
            return fail(used.error());
        if (used->value_or(0) <= bytes)
            return true;
        const auto sample = number(kOldestSample, {});
        if (!sample)
            return fail(sample.error());
        Result<qint64> gone = 0;
        if (*sample)
            gone = forgetSamples(minuteOf(**sample) + kShrinkSamplesMs, left);
        if (gone && *gone == 0) {
            const auto minute = number(kOldestMinute, {});
            if (!minute)
                return fail(minute.error());
            // Samples are left when they wait to be rolled: the next time.
            if (!*minute || *sample)
                return true;
            gone = m_connection.execute(kForgetMinutes, {**minute + kShrinkMinutesMs, left});
        }
        if (!gone)
            return fail(gone.error());
        left -= *gone;
    }
    return true;
}

Result<bool> TelemetryTables::tidy()
{
    if (auto gone = m_connection.execute(kForgetSources); !gone)
        return fail(gone.error());
    const auto shapes = number(kShapes, {});
    if (!shapes)
        return fail(shapes.error());
    if (shapes->value_or(0) > kManyShapes)
        if (auto gone = m_connection.execute(kForgetShapes); !gone)
            return fail(gone.error());
    return true;
}

} // namespace plancia::monitoring
