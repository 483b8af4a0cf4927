// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/errors/catalogue.h"

#include <QMetaType>
#include <QStringList>
#include <optional>
#include <span>

namespace plancia {

/// A rule that the rows of a control plane keep, as data: how to find what breaks it, and how it is repaired. The rules are
/// run by app/sql/invariants.h on every kind of store: live, backup, scratch copy, PostgreSQL.
struct Invariant {
    const char *name;     ///< kebab-case, public and stable: what `planciactl store check` takes
    Severity severity;    ///< of its being broken
    const char *tables;   ///< blank-separated; without one of them (an older schema) the rule does not apply
    const char *words;    ///< the rule as a whole sentence; context "invariants"
    const char *sqlite;   ///< SELECT of the rows that break it: one text column, a key that a person can look for
    const char *postgres; ///< the same for PostgreSQL; null: as on SQLite
    /// Statements that repair it in one transaction; empty where `noRepair` says why.
    std::span<const char *const> repair;
    /// A rule whose key or words SQL cannot work out: `sqlite` selects id, slug, name and what is stored of 100 tenants
    /// after the id $1 and the runner compares.
    enum class Compared { No, NameKey, Words } compared = Compared::No;
    const char *noRepair = nullptr; ///< why nothing repairs it; context "invariants"

    bool isRepairable() const { return !repair.empty() || compared != Compared::No; }
};

/// All rules, in the order in which they are run and shown.
std::span<const Invariant> invariants();
/// Null when there is none of that name.
const Invariant *invariantByName(QStringView name);

/// How a check of a store came out. Every check can be run alone, by its name.
struct CheckResult {
    enum class State {
        Ok,
        Broken,        ///< `count` rows or things break it
        Noted,         ///< nothing is broken, yet somebody should look: `samples` say at what
        Crashed,       ///< it could not be run: `error`; that says nothing about the rule
        NotApplicable, ///< this store has nothing that it could look at
    };
    QString name;
    State state = State::Ok;
    qint64 count = 0;
    QStringList samples = {};   ///< up to kMaxSamples keys, or what was found in the words of SQLite; of "connections" every place; shown, never logged
    std::optional<Error> error = {}; ///< of Crashed; of Broken where a code says more than a count
    qint64 durationMs = 0;
    qint64 at = 0; ///< when it was looked at, Unix ms UTC
};
inline constexpr int kMaxSamples = 10;

QString toString(CheckResult::State state); ///< "ok", "broken", "noted", "crashed", "not_applicable"
std::optional<CheckResult::State> checkStateFromString(QStringView text);
/// Whether none is broken or crashed.
bool allWell(const QList<CheckResult> &results);
/// REPO_002 for the worst of the broken results, else what the first crashed one says; nothing when all is well.
std::optional<Error> firstFault(const QList<CheckResult> &results);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::CheckResult)
