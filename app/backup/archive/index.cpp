// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/index.h"

#include <algorithm>

namespace plancia::backup::archive {

Index Index::build(QList<RecordHead> records, const QList<Base> &bases)
{
    Index index;
    std::ranges::sort(records, [](const RecordHead &a, const RecordHead &b) {
        return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
    for (const RecordHead &record : std::as_const(records)) {
        // A merged record comes before those that went into it; a crash may have left them.
        if (!index.m_records.isEmpty() && record.first <= index.m_records.last().last)
            index.m_replaced.append(record.path);
        else
            index.m_records.append(record);
    }
    index.findLines();
    index.placeBases(bases);
    index.findMoments();
    return index;
}

void Index::findLines()
{
    qint64 lastAt = 0, lastCommit = -1;
    for (qsizetype i = 0; i < m_records.size(); ++i) {
        const RecordHead &record = m_records[i];
        const bool follows = i > 0 && record.previous == m_records[i - 1].chain();
        if (record.kind == RecordHead::Kind::Gap || (i > 0 && !follows) || m_lines.isEmpty()) {
            Line line;
            line.begin = i;
            if (record.kind == RecordHead::Kind::Gap && (follows || i == 0))
                line.gap = record.gap;
            else if (i > 0)
                line.gap = {ArchiveGap::Reason::Damaged, lastAt, record.createdAt, lastCommit, -1};
            else // older records were let go
                line.gap = {ArchiveGap::Reason::Started, 0, record.createdAt, -1, -1};
            m_lines.append(line);
        }
        m_lines.last().end = i + 1;
        if (!record.commits.isEmpty()) {
            if (m_lines.last().gap.untilCommit < 0)
                m_lines.last().gap.untilCommit = record.lowest;
            lastAt = record.commits.last().at;
            lastCommit = record.commits.last().no;
        }
    }
}

void Index::placeBases(const QList<Base> &bases)
{
    for (const Base &base : bases) {
        for (Line &line : m_lines) {
            const auto stands = [&](const RecordHead &record) {
                return record.first <= base.record && base.record <= record.last ? record.last != base.record || record.chain() == base.chain
                                                                                : record.previous == base.chain && record.kind == RecordHead::Kind::Frames;
            };
            if (std::any_of(m_records.cbegin() + line.begin, m_records.cbegin() + line.end, stands)) {
                line.bases.append(base);
                break;
            }
        }
    }
    for (Line &line : m_lines)
        std::ranges::sort(line.bases, {}, &Base::commitNo);
}

void Index::findMoments()
{
    for (qsizetype l = m_lines.size() - 1; l >= 0; --l) {
        const Line &line = m_lines[l];
        if (line.bases.isEmpty())
            continue;
        const qint64 floor = line.bases.first().commitNo;
        for (qsizetype i = line.begin; i < line.end; ++i)
            for (const Commit &commit : m_records[i].commits)
                if (commit.no >= floor)
                    m_moments.append({commit.no, commit.at, commit.auditSeq, l});
        for (const Base &base : line.bases)
            m_moments.append({base.commitNo, base.at, -1, l});
    }
    std::ranges::stable_sort(m_moments, [](const Entry &a, const Entry &b) {
        return a.no != b.no ? a.no < b.no : a.line > b.line; // the newer line first; in it the record before the base
    });
    const auto [twice, end] = std::ranges::unique(m_moments, {}, &Entry::no);
    m_moments.erase(twice, end);
}

qint64 Index::lastCommit() const
{
    if (m_lines.isEmpty())
        return -1;
    for (qsizetype i = m_lines.last().end - 1; i >= m_lines.last().begin; --i)
        if (!m_records[i].commits.isEmpty())
            return m_records[i].lastCommit();
    return -1;
}

qint64 Index::bytesSinceBase() const
{
    if (m_lines.isEmpty())
        return 0;
    const qint64 since = m_lines.last().bases.isEmpty() ? -1 : m_lines.last().bases.last().commitNo;
    qint64 bytes = 0;
    for (qsizetype i = m_lines.last().begin; i < m_lines.last().end; ++i)
        if (m_records[i].lastCommit() > since)
            bytes += m_records[i].fileBytes;
    return bytes;
}

const RecordHead *Index::standsAt(qint64 commitNo) const
{
    if (m_lines.isEmpty())
        return nullptr;
    for (qsizetype i = m_lines.last().begin; i < m_lines.last().end; ++i)
        if (m_records[i].lastCommit() >= commitNo)
            return &m_records[i];
    return newest();
}

const Index::Entry *Index::moment(qint64 commitNo) const
{
    const auto found = std::ranges::lower_bound(m_moments, commitNo, {}, &Entry::no);
    return found != m_moments.end() && found->no == commitNo ? &*found : nullptr;
}

Result<Index::Route> Index::route(qint64 commitNo) const
{
    const QList<Fact> facts{{QStringLiteral("commit"), QString::number(commitNo)}};
    const Entry *entry = moment(commitNo);
    if (!entry) {
        const bool inside = !m_moments.isEmpty() && commitNo > m_moments.first().no && commitNo < m_moments.last().no;
        return fail(inside ? Error(ErrorCode::ArchiveGap, {{QStringLiteral("message"), QStringLiteral("commit %1").arg(commitNo)}})
                           : Error(ErrorCode::MomentNotFound, facts));
    }
    const Line &line = m_lines[entry->line];
    Route route;
    for (const Base &base : line.bases)
        if (base.commitNo <= commitNo)
            route.base = base;
    for (qsizetype i = line.begin; i < line.end; ++i) {
        const RecordHead &record = m_records[i];
        // Records of the base's own commit may be rewrites that came after the base: they are on the way, too.
        if (commitNo == route.base.commitNo || record.commits.isEmpty() || record.lastCommit() < route.base.commitNo)
            continue;
        if (record.lowest > commitNo)
            break;
        route.records.append(record);
    }
    if (!route.records.isEmpty() && route.records.first().lowest > route.base.commitNo + 1)
        return fail(ErrorCode::ArchiveGap, {{QStringLiteral("message"), QStringLiteral("commit %1").arg(commitNo)}});
    for (const RecordHead &record : std::as_const(route.records))
        for (const Commit &commit : record.commits)
            if (commit.no == commitNo)
                route.dbPages = commit.dbPages;
    if (route.base.commitNo < commitNo && route.dbPages == 0)
        return fail(ErrorCode::MomentNotFound, facts);
    return route;
}

} // namespace plancia::backup::archive
