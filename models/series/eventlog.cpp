// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/eventlog.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <cstring>
#include <limits>

namespace plancia {

namespace {
constexpr int kParts = 3; ///< message, trace, details
constexpr char kPartEnd = '\x01';

/// Text as it is searched: no letter tells more than its small one.
QByteArray folded(const QString &text)
{
    QByteArray small = text.toCaseFolded().toUtf8();
    small.replace('\0', ' ');
    small.replace(kPartEnd, ' ');
    return small;
}

/// The same at the end of `to`, of a text whose UTF-8 is known: nearly always that is ASCII, and only bytes need be looked at.
void appendFolded(QByteArray &to, const QString &text, const QByteArray &utf8)
{
    if (utf8.size() != text.size()) {
        to += folded(text);
        return;
    }
    const qsizetype begin = to.size();
    to += utf8;
    for (char *at = to.data() + begin, *end = to.data() + to.size(); at != end; ++at) {
        if (*at >= 'A' && *at <= 'Z')
            *at = static_cast<char>(*at - 'A' + 'a');
        else if (*at == '\0' || *at == kPartEnd)
            *at = ' ';
    }
}
} // namespace

EventBlock::EventBlock(std::span<const Event> events)
{
    const size_t rows = std::min<size_t>(events.size(), kRows);
    m_at.reserve(rows);
    QHash<QString, quint16> known;
    for (const Event &event : events.first(rows))
        add(event, known);
    m_texts.squeeze();
    m_folded.squeeze();
}

EventBlock::EventBlock(const EventBlock &first, const EventBlock &second) : EventBlock(first)
{
    const auto join = [](auto &to, const auto &from) { to.insert(to.end(), from.begin(), from.end()); };
    join(m_at, second.m_at);
    join(m_offset, second.m_offset);
    join(m_count, second.m_count);
    join(m_severity, second.m_severity);
    join(m_duration, second.m_duration);
    QHash<QString, quint16> known;
    for (int i = 0; i < m_names.size(); ++i)
        known.insert(m_names[i], static_cast<quint16>(i));
    std::vector<quint16> moved;
    for (const QString &name : second.m_names) {
        const auto at = known.constFind(name);
        moved.push_back(at == known.cend() ? static_cast<quint16>(m_names.size()) : *at);
        if (at == known.cend()) {
            m_names.append(name);
            m_foldedNames.append(folded(name));
        }
    }
    for (auto [to, from] : {std::pair(&m_source, &second.m_source), std::pair(&m_type, &second.m_type), std::pair(&m_tenant, &second.m_tenant)})
        for (const quint16 place : *from)
            to->push_back(moved[place]);
    const auto joinTexts = [](QByteArray &texts, std::vector<quint32> &ends, const QByteArray &more, const std::vector<quint32> &moreEnds) {
        const auto begin = static_cast<quint32>(texts.size());
        texts += more;
        texts.squeeze();
        for (const quint32 end : moreEnds)
            ends.push_back(begin + end);
    };
    joinTexts(m_texts, m_ends, second.m_texts, second.m_ends);
    joinTexts(m_folded, m_foldedEnds, second.m_folded, second.m_foldedEnds);
    m_earliest = std::min(m_earliest, second.m_earliest);
    m_latest = std::max(m_latest, second.m_latest);
}

void EventBlock::add(const Event &event, QHash<QString, quint16> &known)
{
    const auto place = [&](const QString &name) {
        static_assert(3 * kRows <= std::numeric_limits<quint16>::max());
        const auto at = known.constFind(name);
        if (at != known.cend())
            return *at;
        m_names.append(name);
        m_foldedNames.append(folded(name));
        return *known.insert(name, static_cast<quint16>(m_names.size() - 1));
    };
    m_earliest = m_at.empty() ? event.at : std::min(m_earliest, event.at);
    m_latest = m_at.empty() ? event.at : std::max(m_latest, event.at);
    m_at.push_back(event.at);
    m_offset.push_back(event.offset);
    m_count.push_back(event.count);
    m_severity.push_back(static_cast<quint8>(event.severity));
    m_duration.push_back(static_cast<float>(event.durationMs));
    m_source.push_back(place(event.source));
    m_type.push_back(place(event.type));
    m_tenant.push_back(place(event.tenant));
    for (const QString *text : {&event.message, &event.trace, &event.details}) {
        const QByteArray utf8 = text->toUtf8();
        m_texts += utf8;
        m_texts += '\n';
        m_ends.push_back(static_cast<quint32>(m_texts.size()));
        appendFolded(m_folded, *text, utf8);
        m_folded += text == &event.details ? '\0' : kPartEnd;
    }
    m_foldedEnds.push_back(static_cast<quint32>(m_folded.size()));
}

QStringList EventBlock::namesOf(const Places &places) const
{
    std::vector<bool> seen(static_cast<size_t>(m_names.size()));
    for (const quint16 place : places)
        seen[place] = true;
    QStringList names;
    for (size_t i = 0; i < seen.size(); ++i)
        if (seen[i])
            names.append(m_names[static_cast<qsizetype>(i)]);
    return names;
}

QByteArrayView EventBlock::part(int number) const
{
    const auto index = static_cast<size_t>(number);
    const qsizetype begin = index == 0 ? 0 : m_ends[index - 1];
    return QByteArrayView(m_texts).sliced(begin, m_ends[index] - begin - 1);
}

QByteArrayView EventBlock::rowText(int row) const
{
    const auto first = static_cast<size_t>(row) * kParts;
    const qsizetype begin = first == 0 ? 0 : m_ends[first - 1];
    return QByteArrayView(m_texts).sliced(begin, m_ends[first + kParts - 1] - begin);
}

Event EventBlock::event(int row) const
{
    const auto index = static_cast<size_t>(row);
    Event event;
    event.offset = m_offset[index];
    event.at = m_at[index];
    event.severity = severity(row);
    event.source = nameAt(m_source, row);
    event.type = nameAt(m_type, row);
    event.tenant = nameAt(m_tenant, row);
    event.message = QString::fromUtf8(part(row * kParts));
    event.trace = QString::fromUtf8(part(row * kParts + 1));
    event.details = QString::fromUtf8(part(row * kParts + 2));
    event.durationMs = static_cast<double>(m_duration[index]);
    event.count = m_count[index];
    return event;
}

qint64 EventBlock::bytes() const
{
    constexpr qint64 rowBytes = 3 * sizeof(qint64) + sizeof(quint8) + sizeof(float) + 3 * sizeof(quint16) + (kParts + 1) * sizeof(quint32);
    constexpr qint64 nameBytes = 2 * 48; // of the objects around a name and its small letters
    qint64 names = 0;
    for (qsizetype i = 0; i < m_names.size(); ++i)
        names += nameBytes + 2 * m_names[i].size() + m_foldedNames[i].size();
    return m_texts.size() + m_folded.size() + rowBytes * size() + names;
}

// --- which are wanted ---

struct EventMatcher::Pattern {
    QRegularExpression expression;
};

namespace {
/// How much a pattern may try on one event: about a tenth of a millisecond, then it is given up. Without it some patterns take longer
/// than anybody waits.
const QString kPatternLimit = QStringLiteral("(*LIMIT_MATCH=20000)");
} // namespace

Result<EventMatcher> EventMatcher::of(const EventFilter &filter)
{
    EventMatcher matcher;
    matcher.m_filter = filter;
    if (filter.text.isEmpty() || !filter.isPattern) {
        matcher.m_needle = folded(filter.text);
        return matcher;
    }
    const QRegularExpression plain(filter.text, QRegularExpression::UseUnicodePropertiesOption);
    QRegularExpression expression(kPatternLimit + filter.text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::MultilineOption);
    if (!plain.isValid() || !expression.isValid())
        return fail(ErrorCode::ValPattern, {{QStringLiteral("value"), filter.text.left(64)}, {QStringLiteral("message"), plain.isValid() ? expression.errorString() : plain.errorString()}});
    expression.optimize();
    matcher.m_pattern = std::make_shared<const Pattern>(Pattern{expression});
    return matcher;
}

EventRows EventMatcher::rowsOf(const EventBlock &block) const
{
    const auto rows = static_cast<size_t>(block.size());
    if (block.earliest() > m_filter.to || block.latest() < m_filter.from)
        return {};
    std::vector<quint8> wanted(rows, 1);
    if (block.earliest() < m_filter.from || block.latest() > m_filter.to)
        for (size_t row = 0; row < rows; ++row)
            wanted[row] = block.m_at[row] >= m_filter.from && block.m_at[row] <= m_filter.to;
    const auto byName = [&](const EventBlock::Places &places, const auto &fits) {
        std::vector<quint8> good;
        for (const QString &name : block.m_names)
            good.push_back(fits(name));
        for (size_t row = 0; row < rows; ++row)
            wanted[row] &= good[places[row]];
    };
    if (!m_filter.source.isEmpty())
        byName(block.m_source, [this](const QString &name) { return name == m_filter.source; });
    if (!m_filter.type.isEmpty())
        byName(block.m_type, [this](const QString &name) {
            return name == m_filter.type || (name.startsWith(m_filter.type) && name.size() > m_filter.type.size() && name[m_filter.type.size()] == u'.');
        });
    if (!m_filter.tenant.isEmpty())
        byName(block.m_tenant, [this](const QString &name) { return name == m_filter.tenant; });
    if (!m_filter.trace.isEmpty()) {
        const QByteArray trace = m_filter.trace.toUtf8();
        for (size_t row = 0; row < rows; ++row)
            wanted[row] &= block.part(static_cast<int>(row) * kParts + 1) == trace;
    }
    int givenUp = 0;
    if (m_pattern) {
        for (size_t row = 0; row < rows; ++row) {
            if (!wanted[row])
                continue;
            const QRegularExpressionMatch match = m_pattern->expression.match(QString::fromUtf8(block.rowText(static_cast<int>(row))));
            wanted[row] = match.hasMatch();
            givenUp += !match.isValid();
        }
    } else if (!m_needle.isEmpty()) {
        std::vector<quint8> names, found(rows, 0);
        for (const QByteArray &name : block.m_foldedNames)
            names.push_back(name.contains(m_needle));
        for (size_t row = 0; row < rows; ++row)
            found[row] = names[block.m_source[row]] | names[block.m_type[row]] | names[block.m_tenant[row]];
        // All rows at once: a text has no NUL, so none reaches over a row's end.
        const char *const begin = block.m_folded.constData();
        const char *const end = begin + block.m_folded.size();
        size_t row = 0;
        for (const char *at = begin; at < end && row < rows;) {
            const void *const hit = memmem(at, static_cast<size_t>(end - at), m_needle.constData(), static_cast<size_t>(m_needle.size()));
            if (!hit)
                break;
            const auto where = static_cast<quint32>(static_cast<const char *>(hit) - begin);
            row = static_cast<size_t>(std::upper_bound(block.m_foldedEnds.begin() + static_cast<std::ptrdiff_t>(row), block.m_foldedEnds.end(), where) - block.m_foldedEnds.begin());
            found[row] = 1;
            at = begin + block.m_foldedEnds[row++];
        }
        for (size_t i = 0; i < rows; ++i)
            wanted[i] &= found[i];
    }
    EventRows result;
    result.givenUp = givenUp;
    const auto least = static_cast<quint8>(m_filter.least);
    for (size_t row = 0; row < rows; ++row) {
        if (!wanted[row])
            continue;
        result.any.push_back(static_cast<quint16>(row));
        if (block.m_severity[row] >= least)
            result.shown.push_back(static_cast<quint16>(row));
    }
    return result;
}

// --- the log ---

void EventLog::clear()
{
    m_entries.clear();
    m_starts.clear();
    m_size = m_shown = m_bytes = 0;
    m_isFull = false;
}

std::vector<EventLog::Entry> EventLog::entriesOf(const QList<Event> &events, const EventMatcher &matcher)
{
    std::vector<Entry> entries;
    for (std::span<const Event> left(events); !left.empty();) {
        const size_t rows = std::min<size_t>(left.size(), EventBlock::kRows);
        auto block = std::make_shared<const EventBlock>(left.first(rows));
        left = left.subspan(rows);
        EventRows wanted = matcher.rowsOf(*block);
        entries.push_back({std::move(block), std::move(wanted)});
    }
    return entries;
}

EventLog::Addition EventLog::newer(std::vector<Entry> entries) const
{
    Addition addition;
    qint64 bytes = m_bytes, size = m_size;
    for (const Entry &entry : entries) {
        addition.shown += static_cast<qint64>(entry.rows.shown.size());
        bytes += entry.block->bytes();
        size += entry.block->size();
    }
    addition.entries = std::move(entries);
    for (const Entry &oldest : m_entries) {
        if (size <= m_limits.events && bytes <= m_limits.bytes)
            break;
        ++addition.droppedEntries;
        addition.droppedShown += static_cast<qint64>(oldest.rows.shown.size());
        size -= oldest.block->size();
        bytes -= oldest.block->bytes();
    }
    return addition;
}

EventLog::Addition EventLog::older(std::vector<Entry> entries) const
{
    Addition addition;
    qint64 bytes = m_bytes, size = m_size;
    while (!entries.empty()) {
        Entry &newest = entries.back();
        bytes += newest.block->bytes();
        size += newest.block->size();
        addition.isCut = size > m_limits.events || bytes > m_limits.bytes;
        if (addition.isCut)
            break;
        addition.shown += static_cast<qint64>(newest.rows.shown.size());
        addition.entries.insert(addition.entries.begin(), std::move(newest));
        entries.pop_back();
    }
    return addition;
}

void EventLog::drop(const Addition &addition)
{
    for (size_t i = 0; i < addition.droppedEntries; ++i) {
        m_size -= m_entries.front().block->size();
        m_bytes -= m_entries.front().block->bytes();
        m_entries.pop_front();
    }
    m_shown -= addition.droppedShown;
    m_isFull = m_isFull || addition.droppedEntries > 0;
    m_starts.clear();
}

void EventLog::addNewer(Addition addition)
{
    for (Entry &entry : addition.entries) {
        m_size += entry.block->size();
        m_bytes += entry.block->bytes();
        m_entries.push_back(std::move(entry));
        mergeNewest();
    }
    m_shown += addition.shown;
    m_starts.clear();
}

void EventLog::addOlder(Addition addition)
{
    for (auto entry = addition.entries.rbegin(); entry != addition.entries.rend(); ++entry) {
        m_size += entry->block->size();
        m_bytes += entry->block->bytes();
        m_entries.push_front(std::move(*entry));
    }
    m_shown += addition.shown;
    m_isFull = m_isFull || addition.isCut;
    m_starts.clear();
}

/// Small ones come many a second: two of about a size become one, so that each event is moved but a few times.
void EventLog::mergeNewest()
{
    const auto join = [](std::vector<quint16> to, const std::vector<quint16> &from, int by) {
        for (const quint16 row : from)
            to.push_back(static_cast<quint16>(row + by));
        return to;
    };
    while (m_entries.size() >= 2) {
        const Entry &last = m_entries.back();
        Entry &before = m_entries[m_entries.size() - 2];
        const int rows = before.block->size();
        if (rows > 2 * last.block->size() || rows + last.block->size() > EventBlock::kRows)
            return;
        m_bytes -= before.block->bytes() + last.block->bytes();
        before.rows = {join(std::move(before.rows.any), last.rows.any, rows), join(std::move(before.rows.shown), last.rows.shown, rows),
                       before.rows.givenUp + last.rows.givenUp};
        before.block = std::make_shared<const EventBlock>(*before.block, *last.block);
        m_bytes += before.block->bytes();
        m_entries.pop_back();
    }
}

void EventLog::setMatcher(const EventMatcher &matcher, const std::vector<std::pair<std::shared_ptr<const EventBlock>, EventRows>> &found)
{
    m_matcher = matcher;
    QHash<const EventBlock *, const EventRows *> known;
    for (const auto &[block, rows] : found)
        known.insert(block.get(), &rows);
    m_shown = 0;
    for (Entry &entry : m_entries) {
        const EventRows *rows = known.value(entry.block.get());
        entry.rows = rows ? *rows : matcher.rowsOf(*entry.block);
        m_shown += static_cast<qint64>(entry.rows.shown.size());
    }
    m_starts.clear();
}

void EventLog::index() const
{
    m_starts.resize(m_entries.size());
    qint64 after = 0;
    for (size_t i = m_entries.size(); i-- > 0;) {
        m_starts[i] = after;
        after += static_cast<qint64>(m_entries[i].rows.shown.size());
    }
}

Event EventLog::shownAt(qint64 row) const
{
    if (m_starts.empty())
        index();
    // The starts fall from the first entry to the last.
    const auto entry = std::ranges::partition_point(m_starts, [row](qint64 start) { return start > row; });
    const auto i = static_cast<size_t>(entry - m_starts.begin());
    const Entry &found = m_entries[i];
    const auto fromEnd = static_cast<size_t>(row - m_starts[i]);
    return found.block->event(found.rows.shown[found.rows.shown.size() - 1 - fromEnd]);
}

qint64 EventLog::givenUp() const
{
    qint64 rows = 0;
    for (const Entry &entry : m_entries)
        rows += entry.rows.givenUp;
    return rows;
}

EventCounts EventLog::counts(qint64 from, qint64 binMs, int bins, qint64 first, qint64 last) const
{
    EventCounts counts{from, binMs, std::vector<std::array<qint64, kEventSeverities>>(static_cast<size_t>(bins))};
    const qint64 to = from + binMs * bins;
    const bool isWhole = first <= from && last >= to - 1;
    size_t bin = 0;
    qint64 begin = from, end = from + binMs; // of the bin: most events lie in that of the one before them
    for (const Entry &entry : m_entries) {
        const EventBlock &block = *entry.block;
        if (block.latest() < from || block.earliest() >= to)
            continue;
        for (const quint16 row : entry.rows.any) {
            const qint64 at = block.at(row);
            if (at < begin || at >= end) {
                if (at < from || at >= to)
                    continue;
                bin = static_cast<size_t>((at - from) / binMs);
                begin = from + static_cast<qint64>(bin) * binMs;
                end = begin + binMs;
            }
            if (isWhole || (at >= first && at <= last))
                counts.bins[bin][static_cast<size_t>(block.severity(row))] += block.count(row);
        }
    }
    return counts;
}

namespace {
template <typename Names>
QStringList sorted(const std::deque<EventLog::Entry> &entries, Names names)
{
    QSet<QString> all;
    for (const EventLog::Entry &entry : entries)
        for (const QString &name : names(*entry.block))
            all.insert(name);
    all.remove(QString());
    QStringList list(all.cbegin(), all.cend());
    list.sort(Qt::CaseInsensitive);
    return list;
}
} // namespace

QStringList EventLog::sources() const { return sorted(m_entries, [](const EventBlock &block) { return block.sources(); }); }
QStringList EventLog::types() const { return sorted(m_entries, [](const EventBlock &block) { return block.types(); }); }
QStringList EventLog::tenants() const { return sorted(m_entries, [](const EventBlock &block) { return block.tenants(); }); }

} // namespace plancia
