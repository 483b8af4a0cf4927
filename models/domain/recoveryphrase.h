// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace plancia {

inline constexpr qsizetype kBackupKeyBytes = 32;

/// A key of 256 bits as a person writes it down: 14 groups of 4 characters, "7Q2M-…". The 32 letters and digits of Crockford's
/// base 32 (none of I, L, O, U), the last 24 bits being a check over the key. Pure.
QString phraseOfKey(const QByteArray &key);

/// The way back. Takes lower case, O for 0, I and L for 1, and whatever spaces and dashes lie between. VAL_021 says what is wrong
/// and never what was typed.
Result<QByteArray> keyOfPhrase(const QString &phrase);

/// The groups of a phrase as phraseOfKey() writes it.
QStringList groupsOf(const QString &phrase);

/// Whether somebody typed this group, by the same rules.
bool isSameGroup(const QString &group, const QString &typed);

} // namespace plancia
