// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/tables.h"

#include <QStringList>
#include <QUuid>
#include <algorithm>
#include <array>
#include <utility>

namespace plancia {

namespace {
constexpr qsizetype kLongestFileName = 100; ///< bytes before ".csv"; most file systems take 255

constexpr std::array<std::pair<TableFilter::Op, const char *>, 6> kOps{{{TableFilter::Op::Equals, "equals"},
                                                                       {TableFilter::Op::BeginsWith, "begins"},
                                                                       {TableFilter::Op::Greater, "greater"},
                                                                       {TableFilter::Op::Less, "less"},
                                                                       {TableFilter::Op::IsNull, "null"},
                                                                       {TableFilter::Op::IsNotNull, "not_null"}}};

/// The bytes of x'0aff' or of a UUID, if it is one.
std::optional<QByteArray> typedBytes(const QString &typed)
{
    if (typed.size() >= 3 && (typed.startsWith(u"x'") || typed.startsWith(u"X'")) && typed.endsWith(u'\'')) {
        const QByteArray digits = typed.mid(2, typed.size() - 3).toLatin1();
        const QByteArray bytes = QByteArray::fromHex(digits);
        if (bytes.size() * 2 == digits.size())
            return bytes;
    }
    if (typed.size() == 36)
        if (const QUuid uuid = QUuid::fromString(typed); !uuid.isNull() || typed == QUuid().toString(QUuid::WithoutBraces))
            return uuid.toRfc4122();
    return {};
}
} // namespace

QString toString(TableInfo::Kind kind)
{
    switch (kind) {
    case TableInfo::Kind::Table: return QStringLiteral("table");
    case TableInfo::Kind::View: return QStringLiteral("view");
    case TableInfo::Kind::Virtual: return QStringLiteral("virtual");
    case TableInfo::Kind::System: return QStringLiteral("system");
    }
    return {};
}

QString toString(TableCell::Type type)
{
    switch (type) {
    case TableCell::Type::Null: return QStringLiteral("null");
    case TableCell::Type::Integer: return QStringLiteral("integer");
    case TableCell::Type::Real: return QStringLiteral("real");
    case TableCell::Type::Text: return QStringLiteral("text");
    case TableCell::Type::Blob: return QStringLiteral("blob");
    }
    return {};
}

QString toString(TableFilter::Op op)
{
    for (const auto &[value, name] : kOps)
        if (value == op)
            return QString::fromLatin1(name);
    return {};
}

std::optional<TableFilter::Op> tableFilterOpFromString(QStringView text)
{
    for (const auto &[value, name] : kOps)
        if (text == QLatin1String(name))
            return value;
    return {};
}

Affinity affinityOf(const QString &declaredType)
{
    const auto has = [&declaredType](const char *part) {
        return declaredType.contains(QLatin1String(part), Qt::CaseInsensitive);
    };
    if (has("INT"))
        return Affinity::Integer;
    if (has("CHAR") || has("CLOB") || has("TEXT"))
        return Affinity::Text;
    if (has("BLOB") || declaredType.isEmpty() || declaredType.compare(u"ANY", Qt::CaseInsensitive) == 0)
        return Affinity::Blob;
    if (has("REAL") || has("FLOA") || has("DOUB"))
        return Affinity::Real;
    return Affinity::Numeric;
}

TypedValue typedValue(const QString &typed, const QString &declaredType)
{
    TypedValue value;
    const Affinity affinity = affinityOf(declaredType);
    if (affinity != Affinity::Text) {
        if (const auto bytes = typedBytes(typed.trimmed())) {
            value.type = TableCell::Type::Blob;
            value.bytes = *bytes;
            return value;
        }
        bool isNumber = false;
        value.integer = typed.trimmed().toLongLong(&isNumber);
        if (isNumber) {
            value.type = TableCell::Type::Integer;
            return value;
        }
        value.real = typed.trimmed().toDouble(&isNumber);
        if (isNumber) {
            value.type = TableCell::Type::Real;
            return value;
        }
    }
    value.bytes = typed.toUtf8();
    return value;
}

QByteArray bytesAfterPrefix(QByteArray prefix)
{
    while (!prefix.isEmpty() && static_cast<uchar>(prefix.back()) == 0xff)
        prefix.chop(1);
    if (!prefix.isEmpty())
        prefix.back() = static_cast<char>(static_cast<uchar>(prefix.back()) + 1);
    return prefix;
}

qint64 CsvExport::rows() const
{
    qint64 sum = 0;
    for (const CsvFile &file : files)
        sum += file.rows;
    return sum;
}

qint64 CsvExport::bytes() const
{
    qint64 sum = 0;
    for (const CsvFile &file : files)
        sum += file.bytes;
    return sum;
}

QString csvFileName(const QString &table, const QStringList &taken)
{
    QString stem;
    for (const QChar c : table) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.');
        stem += isPlain ? c : QChar(u'_');
    }
    while (stem.startsWith(u'.')) // hidden, or the folder above
        stem.replace(0, 1, u'_');
    stem.truncate(kLongestFileName);
    if (stem.isEmpty())
        stem = QStringLiteral("table");
    QString name = stem + QStringLiteral(".csv");
    for (int n = 2; taken.contains(name, Qt::CaseInsensitive); ++n)
        name = QStringLiteral("%1-%2.csv").arg(stem).arg(n);
    return name;
}

} // namespace plancia
