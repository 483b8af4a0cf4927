// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace plancia {

/// The key under which text is sorted and searched, the same on every store: NFKC, case folded, accents stripped,
/// white space collapsed, cut after 200 UTF-16 units. Compare by bytes (BINARY, COLLATE "C"). Pure.
QString textKey(QStringView text);

/// The distinct words of some texts as keys (runs of letters and digits), at most 24, each at most 40 units.
/// "Filter as you type" finds a row when one of its words starts with what was typed.
QStringList searchWords(const QStringList &texts);

/// The smallest key greater than every key that starts with `prefix`; empty when there is none.
QString prefixEnd(QStringView prefix);

/// Where `key` stands between `first` and `last`, 0…1, comparing UTF-8 bytes as a base-256 fraction.
double keyShare(QStringView first, QStringView last, QStringView key);
/// A key about `share` of the way from `first` to `last`: the inverse of keyShare, as text that sorts there.
QString keyAtShare(QStringView first, QStringView last, double share);

} // namespace plancia
