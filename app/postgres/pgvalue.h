// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/value.h"

#include <QByteArray>
#include <QByteArrayView>

typedef struct pg_result PGresult;

namespace plancia::postgres {

/// A value as PQexecParams takes it: text format with the type's Oid, so that the server never guesses.
struct Parameter {
    unsigned int oid = 0; ///< 0 for NULL: the server infers the type
    QByteArray text;
    bool isNull = false;
    bool binary = false; ///< bytea goes as it is
};
Parameter encode(const sql::Value &value);

/// One field by its column's type. timestamptz, timestamp and date become Unix milliseconds (microseconds are cut off
/// towards the past), numeric an integer where it is one, jsonb text; a type that is not known stays text.
sql::Value decode(const PGresult *result, int row, int column);

/// "2026-11-20 14:09:09.123456+00" (DateStyle ISO, any whole offset, also BC and infinity) as Unix milliseconds, UTC.
qint64 timestampMs(QByteArrayView text);
/// Unix milliseconds as timestamptz text, exact.
QByteArray timestampText(qint64 ms);

} // namespace plancia::postgres
