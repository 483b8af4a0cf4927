// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace plancia::ui {

/// One field that an act changed, as text. A side without a value is null (QString::isNull), which differs from empty.
struct FieldChange {
    QString field;
    QString before;
    QString after;
    bool operator==(const FieldChange &) const = default;
};

/// What an audit row's details say was changed: {"name": ["old", "new"]}. Any other member is shown as it is, as what the
/// field is after the act. Text that is no JSON object gives an empty list. Pure.
QList<FieldChange> changesOf(const QString &detailsJson);

} // namespace plancia::ui
