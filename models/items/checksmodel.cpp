// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/checksmodel.h"

#include "models/base/continuation.h"
#include "models/format/format.h"

#include <QCoreApplication>
#include <algorithm>

namespace plancia {

namespace {

using State = CheckResult::State;

const char *contextOf(const CheckInfo &info) { return info.isRule ? "invariants" : "checks"; }

/// What a person should see first.
int urgency(const CheckRow &row)
{
    if (!row.result)
        return 3;
    switch (row.result->state) {
    case State::Broken: return 0;
    case State::Crashed: return 1;
    case State::Noted: return 2;
    case State::Ok: return 3;
    case State::NotApplicable: return 4;
    }
    return 3;
}

Page<CheckRow> pageOf(const QList<CheckInfo> &checks, const CheckReport &report)
{
    Page<CheckRow> page;
    for (const CheckInfo &info : checks) {
        CheckRow row{.info = info, .result = std::nullopt};
        for (const CheckResult &result : report.results)
            if (result.name == QLatin1String(info.name))
                row.result = result;
        page.items.append(row);
    }
    std::stable_sort(page.items.begin(), page.items.end(),
                     [](const CheckRow &a, const CheckRow &b) { return urgency(a) < urgency(b); });
    return page;
}

} // namespace

Tone toneOf(const CheckRow &row)
{
    if (!row.result)
        return Tone::Off;
    switch (row.result->state) {
    case State::Ok: return Tone::Good;
    case State::Broken: return Tone::Error;
    case State::Noted: return Tone::Note;
    case State::Crashed: return Tone::Warning;
    case State::NotApplicable: return Tone::Off;
    }
    return Tone::None;
}

QString wordFor(const CheckRow &row)
{
    if (!row.result)
        return ChecksModel::tr("not checked", "state of a check");
    switch (row.result->state) {
    case State::Ok: return ChecksModel::tr("ok", "state of a check");
    case State::Broken: return ChecksModel::tr("broken", "state of a check");
    case State::Noted: return ChecksModel::tr("worth a look", "state of a check");
    case State::Crashed: return ChecksModel::tr("could not run", "state of a check");
    case State::NotApplicable: return ChecksModel::tr("does not apply", "state of a check");
    }
    return {};
}

QString sentenceFor(const CheckInfo &info)
{
    const char *context = contextOf(info);
    const char *words = info.words;
    return QCoreApplication::translate(context, words);
}

QString remedyFor(const CheckInfo &info)
{
    const char *context = contextOf(info);
    const char *words = info.remedy;
    return words ? QCoreApplication::translate(context, words) : QString();
}

ChecksModel::ChecksModel(const Clock &clock, const QLocale &locale, QObject *parent)
    : PagedModelT<CheckRow>({{tr("State"), ColumnKind::State, 18, -1},
                             {tr("What holds", "column: the rule that a check looks at"), ColumnKind::Text, 0, -1},
                             {tr("Found", "column: how many things break a rule"), ColumnKind::Number, 9, -1},
                             {tr("Checked", "column: when"), ColumnKind::Faint, 14, -1},
                             {tr("Name"), ColumnKind::Identifier, 26, -1}},
                            parent),
      m_clock(clock), m_locale(locale)
{
}

void ChecksModel::setWorkspace(std::shared_ptr<Workspace> workspace)
{
    if (!workspace || !workspace->maintenance()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace)](const Anchor &, int, const CallContext &context) {
        const QList<CheckInfo> checks = workspace->maintenance()->checks();
        return continued(workspace->maintenance()->last(context), [checks](const Result<CheckReport> &report) {
            return report ? Result<Page<CheckRow>>(pageOf(checks, *report)) : Result<Page<CheckRow>>(report.error());
        });
    });
}

void ChecksModel::tick()
{
    if (hasRows())
        emit dataChanged(index(0, Age), index(rowCount() - 1, Age), {Qt::DisplayRole});
}

QVariant ChecksModel::cell(const CheckRow &row, int column, int role) const
{
    if (role == ToneRole && column == StateColumn)
        return static_cast<int>(toneOf(row));
    if (role == StatusRole)
        return row.result ? toString(row.result->state) : QString();
    if (role == TimeRole)
        return row.at();
    if (role == FullTextRole && column == Age && row.at() > 0)
        return format::localAndUtc(row.at());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case StateColumn: return wordFor(row);
    case Holds: return sentenceFor(row.info);
    case Found: return row.result && row.result->count > 0 ? format::count(row.result->count, m_locale) : QString();
    case Age: return row.at() > 0 ? format::age(row.at(), m_clock.nowMs(), m_locale) : QString();
    case Name: return QString::fromLatin1(row.info.name);
    }
    return {};
}

Tone toneOf(QueryProfile::Verdict verdict)
{
    return verdict == QueryProfile::Verdict::Pass ? Tone::Good : verdict == QueryProfile::Verdict::Warn ? Tone::Warning : Tone::Error;
}

QString wordFor(QueryProfile::Kind kind)
{
    switch (kind) {
    case QueryProfile::Kind::Row: return ProfileModel::tr("a row", "what a query reads");
    case QueryProfile::Kind::List: return ProfileModel::tr("a list of 100", "what a query reads");
    case QueryProfile::Kind::History: return ProfileModel::tr("a history", "what a query reads");
    case QueryProfile::Kind::Report: return ProfileModel::tr("a report", "what a query reads");
    }
    return {};
}

ProfileModel::ProfileModel(const QLocale &locale, QObject *parent)
    : PagedModelT<QueryProfile>({{tr("Verdict", "column: how a query did"), ColumnKind::State, 12, -1},
                                 {tr("Query"), ColumnKind::Identifier, 30, -1},
                                 {tr("Reads", "column: what a query reads"), ColumnKind::Text, 16, -1},
                                 {tr("Took", "how long an act took"), ColumnKind::Number, 13, -1},
                                 {tr("Limit"), ColumnKind::Number, 11, -1},
                                 {tr("Plan", "column: how the store answers a query"), ColumnKind::Faint, 0, -1}},
                                parent),
      m_locale(locale)
{
}

void ProfileModel::setReport(const ProfileReport &report)
{
    setSource([queries = report.queries](const Anchor &, int, const CallContext &) {
        QPromise<Result<Page<QueryProfile>>> promise;
        promise.start();
        Page<QueryProfile> page;
        page.items = queries;
        promise.addResult(Result<Page<QueryProfile>>(page));
        promise.finish();
        return promise.future();
    });
}

QVariant ProfileModel::cell(const QueryProfile &query, int column, int role) const
{
    if (role == ToneRole && column == VerdictColumn)
        return static_cast<int>(toneOf(query.verdict));
    if (role == StatusRole)
        return toString(query.verdict);
    if (role == FullTextRole && column == Plan)
        return query.plan.join(u'\n');
    if (role != Qt::DisplayRole)
        return {};
    const auto milliseconds = [this](double ms, int decimals) {
        return tr("%1 ms").arg(format::decimal(ms, decimals, m_locale));
    };
    switch (column) {
    case VerdictColumn: return toString(query.verdict);
    case Query: return query.name;
    case Reads: return wordFor(query.kind);
    case Took: return milliseconds(query.milliseconds, 3);
    case Limit: return milliseconds(query.limitMs, 0);
    case Plan: return query.plan.join(QStringLiteral(" · "));
    }
    return {};
}

} // namespace plancia
