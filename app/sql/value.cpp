// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/value.h"

namespace plancia::sql {

bool Row::boolean(int column) const
{
    const Value &value = at(column);
    if (const bool *flag = std::get_if<bool>(&value))
        return *flag;
    return integer(column) != 0; // SQLite has no bool
}

qint64 Row::integer(int column) const
{
    const Value &value = at(column);
    if (const qint64 *number = std::get_if<qint64>(&value))
        return *number;
    if (const TimeMs *time = std::get_if<TimeMs>(&value))
        return time->ms;
    if (const bool *flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    return 0;
}

double Row::real(int column) const
{
    const Value &value = at(column);
    if (const double *number = std::get_if<double>(&value))
        return *number;
    if (const qint64 *number = std::get_if<qint64>(&value))
        return static_cast<double>(*number);
    return 0;
}

QString Row::text(int column) const
{
    const Value &value = at(column);
    if (const QString *text = std::get_if<QString>(&value))
        return *text;
    if (const Json *json = std::get_if<Json>(&value))
        return json->text;
    return {};
}

// A 16-byte BLOB of SQLite reads as QUuid; both ways lose nothing.
QByteArray Row::bytes(int column) const
{
    const Value &value = at(column);
    if (const QByteArray *bytes = std::get_if<QByteArray>(&value))
        return *bytes;
    if (const QUuid *uuid = std::get_if<QUuid>(&value))
        return uuid->toRfc4122();
    return {};
}

QUuid Row::uuid(int column) const
{
    const Value &value = at(column);
    if (const QUuid *uuid = std::get_if<QUuid>(&value))
        return *uuid;
    if (const QByteArray *bytes = std::get_if<QByteArray>(&value); bytes && bytes->size() == 16)
        return QUuid::fromRfc4122(*bytes);
    return {};
}

} // namespace plancia::sql
