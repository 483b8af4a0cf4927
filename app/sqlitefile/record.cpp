// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/record.h"

#include "app/sqlitefile/bytes.h"

#include <QStringDecoder>
#include <algorithm>
#include <bit>

namespace plancia::sqlitefile {

namespace {

constexpr quint64 kMaxHeader = quint64(kMaxColumns) * 9 + 9;

/// False for the two serial types that SQLite reserves for itself.
bool shapeOf(quint64 serial, FieldShape &field)
{
    using Type = FieldShape::Type;
    static constexpr quint8 sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    field.constant = 0;
    if (serial >= 12) {
        field.type = serial % 2 ? Type::Text : Type::Blob;
        field.size = (serial - 12) / 2;
        return true;
    }
    if (serial >= 10)
        return false;
    field.type = serial == 0 ? Type::Null : serial == 7 ? Type::Real : Type::Integer;
    field.size = sizes[serial];
    field.constant = serial == 9 ? 1 : 0;
    return true;
}

} // namespace

quint64 recordHeaderSize(const uchar *bytes, size_t size)
{
    quint64 header = 0;
    const int taken = varint(bytes, bytes + size, header);
    return taken > 0 && header >= static_cast<quint64>(taken) && header <= kMaxHeader ? header : 0;
}

bool parseRecord(const uchar *bytes, size_t size, quint64 payload, std::vector<FieldShape> &fields)
{
    fields.clear();
    quint64 header = 0;
    const uchar *p = bytes + varint(bytes, bytes + size, header);
    if (recordHeaderSize(bytes, size) == 0 || header > size || header > payload)
        return false;
    const uchar *end = bytes + header;
    quint64 offset = header;
    while (p < end) {
        quint64 serial = 0;
        const int taken = varint(p, end, serial);
        FieldShape field;
        if (taken == 0 || !shapeOf(serial, field) || field.size > payload - offset || fields.size() >= kMaxColumns)
            return false;
        field.offset = offset;
        offset += field.size;
        p += taken;
        fields.push_back(field);
    }
    return true;
}

FieldValue fieldValue(const FieldShape &field, const uchar *bytes, size_t size, TextEncoding encoding)
{
    using Type = FieldShape::Type;
    FieldValue value{field.type};
    const auto taken = static_cast<int>(std::min<quint64>(field.size, size));
    switch (field.type) {
    case Type::Null: break;
    case Type::Integer:
        value.integer = field.size == 0 ? field.constant : static_cast<quint64>(taken) == field.size ? signedInteger(bytes, taken) : 0;
        break;
    case Type::Real: value.real = taken == 8 ? std::bit_cast<double>(signedInteger(bytes, 8)) : 0; break;
    case Type::Blob: value.bytes = QByteArray(reinterpret_cast<const char *>(bytes), taken); break;
    case Type::Text: {
        const QByteArrayView raw(reinterpret_cast<const char *>(bytes), taken);
        if (encoding == TextEncoding::Utf8) {
            value.bytes = raw.toByteArray();
            break;
        }
        QStringDecoder decode(encoding == TextEncoding::Utf16Le ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE,
                              QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        value.bytes = QString(decode(raw)).toUtf8();
        break;
    }
    }
    return value;
}

} // namespace plancia::sqlitefile
