// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/schema.h"

#include "app/sqlitefile/payload.h"
#include "app/sqlitefile/record.h"
#include "app/sqlitefile/treecursor.h"

namespace plancia::sqlitefile {

namespace {

constexpr qsizetype kMaxObjects = 100'000;
constexpr qint64 kMaxText = 64 << 20;
constexpr quint64 kMaxRow = 1 << 20; // as app/sql limits a statement

QString textAt(const std::vector<FieldShape> &fields, size_t column, const QByteArray &payload, TextEncoding encoding)
{
    if (column >= fields.size() || fields[column].type != FieldShape::Type::Text)
        return {};
    const FieldShape &field = fields[column];
    const auto *bytes = reinterpret_cast<const uchar *>(payload.constData()) + field.offset;
    return QString::fromUtf8(fieldValue(field, bytes, static_cast<size_t>(field.size), encoding).bytes);
}

std::optional<SchemaObject::Kind> kindOf(const QString &word)
{
    using Kind = SchemaObject::Kind;
    for (const Kind kind : {Kind::Table, Kind::Index, Kind::View, Kind::Trigger})
        if (word == toString(kind))
            return kind;
    return {};
}

/// Nothing when the row cannot be understood.
std::optional<SchemaObject> objectOf(const QByteArray &payload, TextEncoding encoding)
{
    std::vector<FieldShape> fields;
    const auto *bytes = reinterpret_cast<const uchar *>(payload.constData());
    const auto size = static_cast<size_t>(payload.size());
    if (!parseRecord(bytes, size, size, fields) || fields.size() < 5)
        return {};
    const auto kind = kindOf(textAt(fields, 0, payload, encoding));
    const qint64 root = fieldValue(fields[3], bytes + fields[3].offset, static_cast<size_t>(fields[3].size), encoding).integer;
    if (!kind || root < 0 || root > 0xfffffffe)
        return {};
    return SchemaObject{*kind, textAt(fields, 1, payload, encoding), textAt(fields, 2, payload, encoding),
                        static_cast<quint32>(root), textAt(fields, 4, payload, encoding)};
}

} // namespace

QString toString(SchemaObject::Kind kind)
{
    switch (kind) {
    case SchemaObject::Kind::Table: return QStringLiteral("table");
    case SchemaObject::Kind::Index: return QStringLiteral("index");
    case SchemaObject::Kind::View: return QStringLiteral("view");
    case SchemaObject::Kind::Trigger: return QStringLiteral("trigger");
    }
    return {};
}

Schema readSchema(const PageFile &file, const CancelToken &cancel)
{
    Schema schema;
    const QString own = QStringLiteral("sqlite_schema");
    schema.objects.append({SchemaObject::Kind::Table, own, own, 1, {}});
    TreeCursor cursor(file, 1);
    qint64 text = 0;
    for (const Cell *cell = cursor.row(); cell; cursor.next(), cell = cursor.row()) {
        if (cancel.isCancelled()) {
            schema.damage = Error(ErrorCode::InternalCancelled);
            return schema;
        }
        if (cursor.isIndex() || cell->payloadSize > kMaxRow || text > kMaxText || schema.objects.size() > kMaxObjects) {
            schema.damage = file.error({cursor.rowPage(), "its schema is larger than any that we read"});
            return schema;
        }
        const auto payload = payloadOf(file, *cell, kMaxRow);
        if (!payload) {
            schema.damage = payload.error();
            continue; // the next row may be whole
        }
        text += payload->size();
        if (auto object = objectOf(*payload, file.header().encoding))
            schema.objects.append(std::move(*object));
    }
    if (cursor.failed())
        schema.damage = file.error(cursor.damage());
    return schema;
}

} // namespace plancia::sqlitefile
