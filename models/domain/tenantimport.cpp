// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/tenantimport.h"

#include "models/domain/textkey.h"
#include "models/format/csv.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace plancia {

namespace {

/// Names that a column has for a field, as textKey() without signs.
const QHash<QString, QString> &fieldsByName()
{
    static const QHash<QString, QString> names{
        {QStringLiteral("slug"), QStringLiteral("slug")},
        {QStringLiteral("shortname"), QStringLiteral("slug")},
        {QStringLiteral("identificativo"), QStringLiteral("slug")},
        {QStringLiteral("name"), QStringLiteral("name")},
        {QStringLiteral("tenant"), QStringLiteral("name")},
        {QStringLiteral("customer"), QStringLiteral("name")},
        {QStringLiteral("company"), QStringLiteral("name")},
        {QStringLiteral("nome"), QStringLiteral("name")},
        {QStringLiteral("cliente"), QStringLiteral("name")},
        {QStringLiteral("azienda"), QStringLiteral("name")},
        {QStringLiteral("status"), QStringLiteral("status")},
        {QStringLiteral("state"), QStringLiteral("status")},
        {QStringLiteral("stato"), QStringLiteral("status")},
        {QStringLiteral("tags"), QStringLiteral("tags")},
        {QStringLiteral("tag"), QStringLiteral("tags")},
        {QStringLiteral("labels"), QStringLiteral("tags")},
        {QStringLiteral("etichette"), QStringLiteral("tags")},
        {QStringLiteral("notes"), QStringLiteral("notes")},
        {QStringLiteral("note"), QStringLiteral("notes")},
        {QStringLiteral("comment"), QStringLiteral("notes")},
        {QStringLiteral("trialends"), QStringLiteral("trial_ends_at")},
        {QStringLiteral("trialendsat"), QStringLiteral("trial_ends_at")},
        {QStringLiteral("trialend"), QStringLiteral("trial_ends_at")},
        {QStringLiteral("fineprova"), QStringLiteral("trial_ends_at")}};
    return names;
}

QString plainName(const QString &column)
{
    QString name;
    for (const QChar c : textKey(column))
        if (c.isLetterOrNumber())
            name += c;
    return name;
}

/// As our exports guard a text that a spreadsheet would compute.
QString withoutGuard(const QString &value) { return value.startsWith(u'\'') && format::wantsGuard(value.toUtf8()) ? value.mid(1) : value; }

/// One row's draft, and what is wrong with it.
class RowReader {
public:
    RowReader(const ImportRow &row, const QStringList &mapping, bool isCsv, qint64 nowMs)
        : m_row(row), m_mapping(mapping), m_isCsv(isCsv), m_nowMs(nowMs) {}

    ImportPlan::Row read(QList<ImportFault> &faults)
    {
        ImportPlan::Row read{m_row.line, {}};
        TenantDraft &draft = read.draft;
        draft.name = value("name").trimmed();
        draft.slug = m_mapping.contains(QStringLiteral("slug")) ? value("slug").trimmed() : suggestSlug(draft.name);
        draft.notes = value("notes");
        draft.tags = tagsFrom(value("tags"));
        const QString status = value("status").trimmed().toLower();
        if (const auto known = tenantStatusFromString(status))
            draft.status = *known;
        else if (!status.isEmpty())
            fault(faults, QStringLiteral("status"), Error(ErrorCode::ValChoice, {{QStringLiteral("field"), QStringLiteral("status")},
                                                                                 {QStringLiteral("value"), status.left(60)},
                                                                                 {QStringLiteral("allowed"), QStringLiteral("trial, active, suspended, archived")}}));
        readEnd(draft, faults);
        for (const FieldError &found : validate(draft))
            fault(faults, found.field == u"trial_ends" ? QStringLiteral("trial_ends_at") : found.field, found.error);
        return read;
    }

private:
    QString value(const char *field) const
    {
        const qsizetype column = m_mapping.indexOf(QLatin1String(field));
        const QString text = column >= 0 ? m_row.values.value(column) : QString();
        return m_isCsv ? withoutGuard(text) : text;
    }
    void readEnd(TenantDraft &draft, QList<ImportFault> &faults)
    {
        const QString text = value("trial_ends_at").trimmed();
        if (text.isEmpty())
            return;
        QDateTime end = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (const QDate day = QDate::fromString(text, Qt::ISODate); !end.isValid() && day.isValid())
            end = day.startOfDay(Qt::UTC);
        if (end.isValid() && end.toMSecsSinceEpoch() > m_nowMs)
            draft.trialEndsAt = end.toMSecsSinceEpoch();
        else
            fault(faults, QStringLiteral("trial_ends_at"), Error(ErrorCode::ValTime, {{QStringLiteral("field"), QStringLiteral("trial_ends_at")},
                                                                                      {QStringLiteral("value"), text.left(60)}}));
    }
    void fault(QList<ImportFault> &faults, const QString &field, const Error &error) const { faults.append({m_row.line, field, error}); }

    const ImportRow &m_row;
    const QStringList &m_mapping;
    const bool m_isCsv;
    const qint64 m_nowMs;
};

Error taken(const QString &slug) { return Error(ErrorCode::ConflictSlugTaken, {{QStringLiteral("slug"), slug}}); }

void sortFaults(ImportPlan &plan)
{
    std::stable_sort(plan.faults.begin(), plan.faults.end(), [](const ImportFault &a, const ImportFault &b) { return a.line < b.line; });
}

} // namespace

QStringList importFields()
{
    return {QStringLiteral("slug"), QStringLiteral("name"), QStringLiteral("status"), QStringLiteral("tags"), QStringLiteral("notes"),
            QStringLiteral("trial_ends_at")};
}

QStringList guessMapping(const QStringList &columns)
{
    QStringList mapping;
    for (const QString &column : columns) {
        const QString field = fieldsByName().value(plainName(column));
        mapping.append(mapping.contains(field) ? QString() : field);
    }
    return mapping;
}

std::optional<Error> validateMapping(const QStringList &mapping)
{
    const QStringList known = importFields();
    QSet<QString> seen;
    for (const QString &field : mapping) {
        if (field.isEmpty())
            continue;
        if (!known.contains(field) || seen.contains(field))
            return Error(ErrorCode::ValChoice, {{QStringLiteral("field"), QStringLiteral("mapping")}, {QStringLiteral("value"), field},
                                                {QStringLiteral("allowed"), known.join(QStringLiteral(", "))}});
        seen.insert(field);
    }
    if (!seen.contains(QStringLiteral("name")))
        return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("name")}});
    return std::nullopt;
}

void sortRows(const ImportTable &table, ImportPlan &plan, qint64 nowMs)
{
    plan.rows = table.rows.size();
    QHash<QString, qint64> lines; // of the first row of each slug
    for (const ImportRow &row : table.rows) {
        QList<ImportFault> faults;
        ImportPlan::Row read{row.line, {}};
        if (row.fault)
            faults.append({row.line, {}, *row.fault});
        else
            read = RowReader(row, plan.mapping, table.isCsv, nowMs).read(faults);
        if (faults.isEmpty()) {
            if (const qint64 first = lines.value(read.draft.slug); first > 0)
                faults.append({row.line, QStringLiteral("slug"), taken(read.draft.slug).with(QStringLiteral("line"), QString::number(first))});
            else
                lines.insert(read.draft.slug, row.line);
        }
        plan.faults += faults;
        if (faults.isEmpty())
            plan.good.append(read);
        else
            ++plan.badRows;
    }
}

void refuseTaken(ImportPlan &plan, const QStringList &slugs)
{
    const QSet<QString> gone(slugs.begin(), slugs.end());
    QList<ImportPlan::Row> good;
    for (const ImportPlan::Row &row : std::as_const(plan.good)) {
        if (!gone.contains(row.draft.slug)) {
            good.append(row);
            continue;
        }
        plan.faults.append({row.line, QStringLiteral("slug"), taken(row.draft.slug)});
        ++plan.badRows;
    }
    plan.good = good;
    sortFaults(plan);
}

} // namespace plancia
