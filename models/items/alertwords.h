// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/items/roles.h"

namespace plancia {

/// Alerts as people read them. Context "alerts", but for the numbers. All pure, of the current language; what an agent sent is made
/// harmless.
/// What came from outside, harmless and no longer than anybody reads on.
QString alertText(const QString &text);
QString wordFor(Alert::State state);        ///< "Firing"
QString wordFor(AlertSeverity severity);    ///< "Critical"
QString wordFor(AlertRule::Function function); ///< "Mean"
QString wordFor(AlertChannel::Kind kind);   ///< "Webhook"
/// One that fires is taken by its severity; what is not known is no good and no bad one.
Tone toneOf(const Alert &alert);

/// Its title, else its name.
QString titleOf(const AlertRule &rule);
/// Null where the board has none of that name.
const AlertRule *ruleOf(const AlertBoard &board, const QString &name);
/// Of an alert whose rule is not on the board: the rule's name.
QString titleOf(const AlertBoard &board, const Alert &alert);

/// A value with the unit of what the rule measures: "97 %", "1 842/s", "38 ms".
QString alertValue(const AlertRule &rule, double value);
/// "97 % > 90 %", "80 % ≤ 90 %" as they stand to each other; "not known".
QString alertComparison(const AlertRule &rule, const AlertEvaluation &look);
/// All that a rule says: "Mean of pg.connections.used_ratio over 1 min above 90 % for 2 min; clears below 80 %; at least 10 samples".
QString alertRuleWords(const AlertRule &rule);

/// Since when it is as it is, Unix ms UTC; 0 where that is not known.
qint64 sinceOf(const Alert &alert);
/// "by anna until today 14:00", "while Server away fires"; empty when it is not muted. `nowMs` tells today from tomorrow.
QString mutedWords(const AlertBoard &board, const Alert &alert, qint64 nowMs);
/// What a silence is of: "every alert", "disk-full", "disk-* of pg:main".
QString silenceWords(const Silence &silence);

/// How many alerts of a board are as they are. The muted ones are counted by themselves, so that none is counted twice or left out.
struct AlertCounts {
    int firing = 0, pending = 0, unknown = 0, resolved = 0, muted = 0;
    int rules = 0, rulesOff = 0; ///< that are on, and that are not
    bool operator==(const AlertCounts &) const = default;
};
AlertCounts countsOf(const AlertBoard &board);
/// "2 firing, 1 pending, 1 not known; 15 rules, 1 off".
QString alertCountWords(const AlertCounts &counts);

} // namespace plancia
