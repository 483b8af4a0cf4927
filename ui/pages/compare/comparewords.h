// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/comparison.h"
#include "models/items/roles.h"

#include <QString>

namespace plancia::ui {

/// "3 rows differ in 2 tables, and the audit trail has 12 acts more.": what a comparison found, in one sentence.
QString verdictSentence(const Comparison &comparison);
Tone verdictTone(const Comparison &comparison);

/// The state of one table in a word or two, and what it means.
QString stateWord(const TableComparison &table);
Tone stateTone(const TableComparison &table);
/// What else is to be said of a table: columns of one side, why it cannot be compared. Empty when nothing.
QString tableSentence(const TableComparison &table);
/// Name of a table for people: the schema has one of its own.
QString tableName(const TableComparison &table);

/// A value in the panel: NULL, an empty text and 0 look different.
QString shownWords(const ShownValue &value);

} // namespace plancia::ui
