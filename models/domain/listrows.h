// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "models/domain/audit.h"
#include "models/domain/event.h"
#include "models/domain/tenant.h"
#include "models/domain/usage.h"
#include "models/domain/user.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

/// Rows of lists as they leave the program: as JSON, and as CSV of the same members. Others script against both: a member may
/// be added, none renamed or taken away. Times are ISO 8601 in UTC with milliseconds, what is not known is null. All pure.
namespace plancia {

QJsonObject toJson(const Tenant &tenant);
QJsonObject toJson(const AuditEvent &event);
QJsonObject toJson(const Event &event);
QJsonObject toJson(const User &user);
/// Of a list, which reads no permissions, addresses and limits, and says nothing of what it does not know. Its state is that of `nowMs`.
QJsonObject toListedJson(const ApiKey &key, qint64 nowMs);
QJsonObject toJson(const HygieneRow &row);

enum class ListFormat { Csv, JsonLines };
/// The members in the order of a CSV header.
QStringList columnsOf(const Tenant *);
QStringList columnsOf(const AuditEvent *);
QStringList columnsOf(const Event *);
QStringList columnsOf(const User *);
QStringList columnsOf(const ApiKey *);
QStringList columnsOf(const HygieneRow *);
/// What stands before the rows: a header line, or nothing.
QByteArray listHead(const QStringList &columns, ListFormat shape);
/// A row with its line end. CSV guards what a spreadsheet would compute; null is nothing between the commas, a list its texts
/// with blanks between them, an object its JSON.
QByteArray listLine(const QJsonObject &row, const QStringList &columns, ListFormat shape);

/// A list that was written to a file.
struct ListExport {
    QString path;
    qint64 rows = 0;
    QString sha256; ///< of the file
};

} // namespace plancia
