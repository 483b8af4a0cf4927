// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/items/pagedmodel.h"
#include "models/ports/maintenanceport.h"
#include "models/ports/ports.h"

#include <QLocale>

namespace plancia {

/// A check with what it found last.
struct CheckRow {
    CheckInfo info;
    std::optional<CheckResult> result; ///< nothing when it was never run
    qint64 at() const { return result ? result->at : 0; }
};

Tone toneOf(const CheckRow &row);
/// "ok", "broken", "worth a look", "could not run", "does not apply", "not checked".
QString wordFor(const CheckRow &row);
/// What holds when the check is ok, in the current language.
QString sentenceFor(const CheckInfo &info);
/// What helps where nothing repairs it by itself; empty without one.
QString remedyFor(const CheckInfo &info);

/// All checks of a workspace with their last results, the bad ones first. Built anew when the language changes.
class ChecksModel : public PagedModelT<CheckRow> {
    Q_OBJECT
public:
    enum Column { StateColumn, Holds, Found, Age, Name };

    explicit ChecksModel(const Clock &clock, const QLocale &locale = QLocale(), QObject *parent = nullptr);
    /// The workspace is kept alive as long as it is shown; without one (or its port) the list is empty.
    void setWorkspace(std::shared_ptr<Workspace> workspace);
    /// Time has passed: says the ages anew.
    void tick();

protected:
    QVariant cell(const CheckRow &row, int column, int role) const override;
    QString idOf(const CheckRow &row) const override { return QString::fromLatin1(row.info.name); }

private:
    const Clock &m_clock;
    QLocale m_locale;
};

Tone toneOf(QueryProfile::Verdict verdict);
/// What a query of the profile reads: "a row", "a list of 100", "a history", "a report".
QString wordFor(QueryProfile::Kind kind);

/// The queries of one profile. Built anew when the language changes.
class ProfileModel : public PagedModelT<QueryProfile> {
    Q_OBJECT
public:
    enum Column { VerdictColumn, Query, Reads, Took, Limit, Plan };

    explicit ProfileModel(const QLocale &locale = QLocale(), QObject *parent = nullptr);
    /// Empty words stand until there is one.
    void setReport(const ProfileReport &report);

protected:
    QVariant cell(const QueryProfile &query, int column, int role) const override;
    QString idOf(const QueryProfile &query) const override { return query.name; }

private:
    QLocale m_locale;
};

} // namespace plancia
