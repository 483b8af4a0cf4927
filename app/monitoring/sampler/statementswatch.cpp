// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/statementswatch.h"

#include "app/monitoring/protocol/records.h"
#include "app/monitoring/protocol/message.h"
#include "app/monitoring/sampler/timedlook.h"

#include <QSet>
#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr qsizetype kMaxTexts = 2'000;       ///< that are kept, of up to kMaxTextChars each
constexpr qsizetype kMaxAsked = 500;         ///< at once: beyond them no row is near the first ones
constexpr int kMaxTextRows = 5'000;          ///< the same statement of many users and databases
const QString kOurs = QStringLiteral("/* plancia:");

StatementEntry::Key withoutTop(StatementEntry::Key key)
{
    key.isTop = true;
    return key;
}
} // namespace

const StatementsWatch::Text *StatementsWatch::textOf(const StatementEntry::Key &key) const
{
    const auto known = m_texts.constFind(withoutTop(key));
    return known == m_texts.constEnd() ? nullptr : &*known;
}

Result<StatementsWatch::Seen> StatementsWatch::look(sql::Connection &connection, const PostgresFacts &facts, const QString &source, qint64 nowMs)
{
    auto look = TimedLook::begin(connection, kTimeoutMs);
    if (!look)
        return fail(look.error());
    auto stateRows = look->query(statementsStateQuery(facts));
    if (!stateRows)
        return fail(stateRows.error());
    if (stateRows->isEmpty())
        return fail(ErrorCode::RepoUnexpectedRow, {{QStringLiteral("table"), QStringLiteral("pg_stat_statements_info")}});
    auto rows = look->query(statementsQuery(facts));
    if (!rows)
        return fail(rows.error());
    const StatementsState state = statementsState((*stateRows)[0]);
    const QList<StatementEntry> entries = statementEntries(*rows);
    const StatementGrowth growth = m_memory.growth(state, entries);

    if (m_texts.size() > kMaxTexts)
        m_texts.clear();
    QSet<qint64> unknown;
    for (const StatementEntry &entry : growth.entries.first(std::min(growth.entries.size(), kMaxAsked)))
        if (entry.key.id && !textOf(entry.key))
            unknown.insert(*entry.key.id);
    if (!unknown.isEmpty()) {
        QStringList ids;
        for (const qint64 id : std::as_const(unknown))
            ids.append(QString::number(id));
        auto texts = look->query(statementTextsQuery(facts, kMaxTextRows), {ids.join(u',')});
        if (!texts)
            return fail(texts.error());
        for (int i = 0; i < texts->size(); ++i) {
            const sql::Row row = (*texts)[i];
            const QString raw = row.text(3);
            m_texts.insert({row.integer(0), row.integer(1), row.integer(2), true},
                           {fitting(withoutLiterals(raw), StatementRow::kMaxTextChars, true), raw.size() > StatementRow::kMaxTextChars, raw.startsWith(kOurs)});
        }
    }
    if (auto ended = look->commit(); !ended)
        return fail(ended.error());

    // Only now: what a failed look has seen would be lost.
    Seen seen;
    seen.isReset = growth.isReset;
    if (!growth.isFirst && m_lookedAt <= nowMs) // the clock may have been set back
        seen.look = made(growth, source, nowMs);
    m_memory.remember(state, entries);
    m_lookedAt = nowMs;
    return seen;
}

StatementsLook StatementsWatch::made(const StatementGrowth &growth, const QString &source, qint64 nowMs) const
{
    StatementsLook look;
    look.from = m_lookedAt;
    look.at = nowMs;
    look.source = source;
    look.evicted = growth.evicted;
    qsizetype chars = 0;
    QSet<QStringList> names; // of two databases whose names were cut to the same
    for (const StatementEntry &entry : growth.entries) {
        const Text *text = entry.key.id ? textOf(entry.key) : nullptr;
        if (text && text->isOurs)
            continue;
        StatementRow row;
        row.id = entry.key.id ? QString::number(*entry.key.id) : QString();
        row.user = fitting(entry.user, kMaxNameChars);
        row.database = fitting(entry.database, kMaxNameChars);
        row.isTop = entry.key.isTop;
        row.figures = entry.figures;
        if (text) {
            row.text = text->text;
            row.isCut = text->isCut;
        }
        const QStringList name{row.id, row.user, row.database, row.isTop ? QString() : QStringLiteral("in")};
        if (look.rows.size() == StatementsLook::kMaxRows || names.contains(name)) {
            look.others += entry.figures;
            ++look.othersCount;
            continue;
        }
        names.insert(name);
        chars += row.text.size();
        look.rows.append(std::move(row));
    }
    if (chars > kMaxLookTextChars)
        for (StatementRow &row : look.rows) {
            constexpr qsizetype kShare = kMaxLookTextChars / StatementsLook::kMaxRows;
            row.isCut = row.isCut || row.text.size() > kShare;
            row.text = fitting(row.text, kShare, true);
        }
    return look;
}

} // namespace plancia::monitoring
