// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/pagefile.h"

#include <QByteArray>
#include <vector>

namespace plancia::sqlitefile {

/// Where one value of a record lies and of what type it is (file format, §2.1).
struct FieldShape {
    enum class Type : uchar { Null, Integer, Real, Text, Blob };
    Type type = Type::Null;
    quint8 constant = 0; ///< of an Integer without bytes: 0 or 1
    quint64 offset = 0;  ///< in the payload
    quint64 size = 0;    ///< bytes
    bool operator==(const FieldShape &) const = default;
};

/// No table of SQLite has more columns.
inline constexpr int kMaxColumns = 32'767;

/// Reads the header of a record. `bytes` is the payload or its first part, `payload` the size of the whole. False when the
/// header is broken or not within `bytes` (see headerSize), or its values do not fit into the payload.
bool parseRecord(const uchar *bytes, size_t size, quint64 payload, std::vector<FieldShape> &fields);
/// How many bytes the header of a record takes; 0 when that is not to be had from `size` bytes.
quint64 recordHeaderSize(const uchar *bytes, size_t size);

/// A value with its type, as SQLite stores it; text in UTF-8.
struct FieldValue {
    FieldShape::Type type = FieldShape::Type::Null;
    qint64 integer = 0;
    double real = 0;
    QByteArray bytes = {}; ///< of Text and Blob
    bool operator==(const FieldValue &) const = default;
};

/// `bytes` are the field's own, at least field.size unless it was cut to fewer.
FieldValue fieldValue(const FieldShape &field, const uchar *bytes, size_t size, TextEncoding encoding);

} // namespace plancia::sqlitefile
