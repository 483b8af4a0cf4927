// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/rowview.h"

#include <QCryptographicHash>
#include <QStringEncoder>
#include <QUuid>
#include <algorithm>
#include <bit>
#include <cstring>

namespace plancia::backup {

using namespace sqlitefile;
using Type = FieldShape::Type;

namespace {

constexpr quint64 kMaxKeyPart = 1 << 20;     // no key of ours is longer; what follows does not order rows
constexpr qsizetype kMaxKeyBytes = 256;
constexpr size_t kPiece = 64 * 1024;

uchar lower(uchar c) { return c >= 'A' && c <= 'Z' ? static_cast<uchar>(c + 32) : c; }

int compareBytes(QByteArrayView a, QByteArrayView b)
{
    const int order = std::memcmp(a.data(), b.data(), static_cast<size_t>(std::min(a.size(), b.size())));
    return order ? order : a.size() < b.size() ? -1 : a.size() > b.size();
}

/// As the collation sees a text, which is in UTF-8 unless the collation is BINARY.
QByteArray folded(QByteArray text, Collation collation)
{
    if (collation == Collation::NoCase)
        std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(lower(static_cast<uchar>(c))); });
    while (collation == Collation::RTrim && text.endsWith(' '))
        text.chop(1);
    return text;
}

QByteArray utf8(const QByteArray &raw, TextEncoding encoding)
{
    return fieldValue({Type::Text, 0, 0, static_cast<quint64>(raw.size())}, reinterpret_cast<const uchar *>(raw.constData()),
                      static_cast<size_t>(raw.size()), encoding).bytes;
}

int rank(Type type) { return type == Type::Null ? 0 : type == Type::Text ? 2 : type == Type::Blob ? 3 : 1; }

int compareNumbers(const RawValue &a, const RawValue &b)
{
    if (a.type == Type::Integer && b.type == Type::Integer)
        return a.integer < b.integer ? -1 : a.integer > b.integer;
    // A long double holds every 64-bit integer and every double.
    const long double x = a.type == Type::Integer ? static_cast<long double>(a.integer) : static_cast<long double>(a.real);
    const long double y = b.type == Type::Integer ? static_cast<long double>(b.integer) : static_cast<long double>(b.real);
    return x < y ? -1 : x > y;
}

int comparePart(const RowView &a, const RawValue &x, const RowView &b, const RawValue &y, Collation collation)
{
    if (rank(x.type) != rank(y.type))
        return rank(x.type) - rank(y.type);
    if (x.type == Type::Null)
        return 0;
    if (rank(x.type) == 1)
        return compareNumbers(x, y);
    const bool plain = x.type == Type::Blob || collation == Collation::Binary;
    if (plain && x.bytes && y.bytes)
        return compareBytes({x.bytes, static_cast<qsizetype>(x.size)}, {y.bytes, static_cast<qsizetype>(y.size)});
    QByteArray left, right;
    if (!a.bytes(x, kMaxKeyPart, left) || !b.bytes(y, kMaxKeyPart, right))
        return 0; // damage() of the row tells
    const TextEncoding encoding = a.side().file->header().encoding;
    return plain ? compareBytes(left, right)
                 : compareBytes(folded(utf8(left, encoding), collation), folded(utf8(right, encoding), collation));
}

ShownValue shownText(const QString &text, bool cut)
{
    return {ShownValue::Kind::Text, text.left(kMaxShownChars), cut || text.size() > kMaxShownChars};
}

} // namespace

void TableSide::findPositions()
{
    position = QList<int>(layout.columns.size(), -1);
    const QList<int> record = layout.record();
    for (int i = 0; i < record.size(); ++i)
        position[record[i]] = i;
    const TextEncoding encoding = file->header().encoding;
    for (Column &column : layout.columns) // as the file would have it
        if (column.absent.type == Type::Text && encoding != TextEncoding::Utf8)
            column.absent.bytes = QStringEncoder(encoding == TextEncoding::Utf16Le ? QStringEncoder::Utf16LE : QStringEncoder::Utf16BE)(
                QString::fromUtf8(column.absent.bytes));
}

bool RowView::bind(const TableSide &side, const Cell &cell, quint32 page)
{
    m_side = &side;
    m_cell = &cell;
    m_page = page;
    m_damage = {};
    const quint64 header = recordHeaderSize(cell.local, cell.localSize);
    bool whole = header > 0 && cell.payloadSize <= side.file->maxPayload();
    if (whole && header <= cell.localSize) {
        whole = parseRecord(cell.local, cell.localSize, cell.payloadSize, m_fields);
    } else if (whole) {
        m_header.resize(static_cast<size_t>(std::min(header, cell.payloadSize)));
        PayloadReader reader(*side.file, cell);
        whole = reader.read(m_header.data(), m_header.size())
                && parseRecord(m_header.data(), m_header.size(), cell.payloadSize, m_fields);
    }
    if (!whole)
        m_damage = {page, "a row is broken"};
    return whole;
}

RawValue RowView::value(int column) const
{
    const int position = m_side->position[column];
    const Column &own = m_side->layout.columns[column];
    RawValue value;
    if (position < 0)
        return value;
    if (column == m_side->layout.rowid) {
        value.type = Type::Integer;
        value.integer = m_cell->rowid;
        return value;
    }
    if (static_cast<size_t>(position) >= m_fields.size()) { // the row is older than the column
        value.type = own.absent.type;
        value.integer = own.absent.integer;
        value.real = own.absent.real;
        value.bytes = reinterpret_cast<const uchar *>(own.absent.bytes.constData());
        value.size = static_cast<quint64>(own.absent.bytes.size());
        return value;
    }
    const FieldShape &field = m_fields[static_cast<size_t>(position)];
    value.type = field.type;
    value.size = field.size;
    value.offset = field.offset;
    if (field.offset + field.size <= m_cell->localSize)
        value.bytes = m_cell->local + field.offset;
    if (field.type == Type::Integer || field.type == Type::Real) {
        QByteArray copy;
        const uchar *at = value.bytes;
        if (!at && bytes(value, 8, copy))
            at = reinterpret_cast<const uchar *>(copy.constData());
        const FieldValue number = fieldValue(field, at, at ? static_cast<size_t>(field.size) : 0, TextEncoding::Utf8);
        value.integer = number.integer;
        value.real = number.real;
        if (field.type == Type::Integer && own.affinity == Affinity::Real) { // kept small on the disk
            value.type = Type::Real;
            value.real = static_cast<double>(number.integer);
        }
    }
    return value;
}

bool RowView::bytes(const RawValue &value, quint64 most, QByteArray &to) const
{
    const quint64 size = std::min(value.size, most);
    if (value.bytes) {
        to = QByteArray(reinterpret_cast<const char *>(value.bytes), static_cast<qsizetype>(size));
        return true;
    }
    to.resize(static_cast<qsizetype>(size));
    PayloadReader reader(*m_side->file, *m_cell);
    if (reader.skip(value.offset) && reader.read(reinterpret_cast<uchar *>(to.data()), size))
        return true;
    m_damage = reader.damage();
    return false;
}

ShownValue RowView::shown(int column) const
{
    using Kind = ShownValue::Kind;
    const RawValue raw = value(column);
    QByteArray copy;
    switch (raw.type) {
    case Type::Null: return {Kind::Null, {}, false};
    case Type::Integer: return {Kind::Integer, QString::number(raw.integer), false};
    case Type::Real: return {Kind::Real, QString::number(raw.real, 'g', 17), false};
    case Type::Text:
        if (!bytes(raw, kMaxShownChars * 2, copy))
            return {};
        return shownText(QString::fromUtf8(utf8(copy, m_side->file->header().encoding)), raw.size > static_cast<quint64>(copy.size()));
    case Type::Blob:
        if (!bytes(raw, kMaxShownChars / 2, copy))
            return {};
        if (m_side->uuids && raw.size == 16)
            return {Kind::Blob, QUuid::fromRfc4122(copy).toString(QUuid::WithoutBraces), false};
        return {Kind::Blob, QString::fromLatin1(copy.toHex()), raw.size > kMaxShownChars / 2};
    }
    return {};
}

QString RowView::key() const
{
    QStringList parts;
    for (const KeyColumn &part : m_side->layout.key)
        parts += shown(part.column).text;
    return parts.isEmpty() ? QStringLiteral("#%1").arg(m_cell->rowid) : parts.join(QLatin1String(", "));
}

bool sameValue(const RowView &a, int columnA, const RowView &b, int columnB)
{
    const RawValue x = a.value(columnA);
    const RawValue y = b.value(columnB);
    if (x.type != y.type)
        return false;
    if (x.type == Type::Integer)
        return x.integer == y.integer;
    if (x.type == Type::Real)
        return std::bit_cast<quint64>(x.real) == std::bit_cast<quint64>(y.real);
    if (x.type == Type::Null)
        return true;
    const TextEncoding encoding = a.side().file->header().encoding;
    if (x.type == Type::Text && encoding != b.side().file->header().encoding) {
        QByteArray left, right;
        return a.bytes(x, kMaxKeyPart * 16, left) && b.bytes(y, kMaxKeyPart * 16, right)
               && utf8(left, encoding) == utf8(right, b.side().file->header().encoding);
    }
    if (x.size != y.size)
        return false;
    if (x.bytes && y.bytes)
        return std::memcmp(x.bytes, y.bytes, static_cast<size_t>(x.size)) == 0;
    const auto reader = [](const RowView &row) { return PayloadReader(*row.side().file, row.cell()); };
    PayloadReader left = reader(a), right = reader(b);
    if ((!x.bytes && !left.skip(x.offset)) || (!y.bytes && !right.skip(y.offset))) {
        a.m_damage = left.damage();
        b.m_damage = right.damage();
        return false;
    }
    std::vector<uchar> pieceA(kPiece), pieceB(kPiece);
    for (quint64 done = 0; done < x.size;) {
        const quint64 size = std::min<quint64>(kPiece, x.size - done);
        const auto read = [&](PayloadReader &from, const RawValue &value, std::vector<uchar> &to) {
            if (value.bytes)
                std::memcpy(to.data(), value.bytes + done, static_cast<size_t>(size));
            return value.bytes || from.read(to.data(), size);
        };
        if (!read(left, x, pieceA) || !read(right, y, pieceB)) {
            a.m_damage = left.damage();
            b.m_damage = right.damage();
            return false;
        }
        if (std::memcmp(pieceA.data(), pieceB.data(), static_cast<size_t>(size)) != 0)
            return false;
        done += size;
    }
    return true;
}

int compareKeys(const RowView &a, const RowView &b)
{
    if (!a.side().layout.withoutRowid)
        return a.cell().rowid < b.cell().rowid ? -1 : a.cell().rowid > b.cell().rowid;
    for (qsizetype i = 0; i < a.side().layout.key.size(); ++i) {
        const KeyColumn &left = a.side().layout.key[i];
        const int order = comparePart(a, a.value(left.column), b, b.value(b.side().layout.key[i].column), left.collation);
        if (order != 0)
            return left.descending ? -order : order;
    }
    return 0;
}

QByteArray keyBytes(const RowView &row, const QList<KeyColumn> &key)
{
    QByteArray all;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    bool hashed = false;
    const auto add = [&](QByteArrayView bytes) {
        if (!hashed && all.size() + bytes.size() > kMaxKeyBytes) {
            hash.addData(all);
            hashed = true;
        }
        if (hashed)
            hash.addData(bytes);
        else
            all.append(bytes);
    };
    for (const KeyColumn &part : key) {
        const RawValue value = row.value(part.column);
        const double real = value.type == Type::Integer ? static_cast<double>(value.integer) : value.real;
        const bool whole = value.type == Type::Real && real >= -9e15 && real <= 9e15 && real == static_cast<double>(static_cast<qint64>(real));
        const char tag = static_cast<char>(whole ? Type::Integer : value.type);
        add({&tag, 1});
        if (value.type == Type::Integer || whole) {
            const qint64 number = whole ? static_cast<qint64>(real) : value.integer;
            add({reinterpret_cast<const char *>(&number), sizeof number});
        } else if (value.type == Type::Real) {
            add({reinterpret_cast<const char *>(&value.real), sizeof value.real});
        } else if (value.type != Type::Null) {
            QByteArray bytes;
            if (!row.bytes(value, kMaxKeyPart * 16, bytes))
                return {};
            if (value.type == Type::Text)
                bytes = folded(utf8(bytes, row.side().file->header().encoding), part.collation);
            const auto size = static_cast<quint64>(bytes.size());
            add({reinterpret_cast<const char *>(&size), sizeof size});
            add(bytes);
        }
    }
    return hashed ? hash.result() : all;
}

} // namespace plancia::backup
