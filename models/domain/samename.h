// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plancia {

/// Whether a name that a person types before what cannot be taken back is the one meant: blanks around it do not matter, nor
/// whether an accent is a character of its own.
inline bool isSameName(const QString &typed, const QString &name)
{
    return typed.trimmed().normalized(QString::NormalizationForm_C) == name.trimmed().normalized(QString::NormalizationForm_C);
}

} // namespace plancia
