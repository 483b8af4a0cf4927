// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/statement.h"

#include <algorithm>

namespace plancia::tables {

namespace {
int bindOne(sqlite3_stmt *statement, int index, const Value &value)
{
    switch (value.type) {
    case TableCell::Type::Null:
        return sqlite3_bind_null(statement, index);
    case TableCell::Type::Integer:
        return sqlite3_bind_int64(statement, index, value.integer);
    case TableCell::Type::Real:
        return sqlite3_bind_double(statement, index, value.real);
    case TableCell::Type::Text: // constData() of an empty one is not null, so that it does not become NULL
        return sqlite3_bind_text64(statement, index, value.bytes.constData(), static_cast<sqlite3_uint64>(value.bytes.size()),
                                   SQLITE_STATIC, SQLITE_UTF8);
    case TableCell::Type::Blob:
        return sqlite3_bind_blob64(statement, index, value.bytes.constData(), static_cast<sqlite3_uint64>(value.bytes.size()),
                                   SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

TableCell textCell(QByteArrayView bytes, int longest)
{
    TableCell cell;
    cell.type = TableCell::Type::Text;
    cell.bytes = bytes.size();
    // A character takes at most four bytes; what is decoded is no longer than what can be shown.
    cell.text = QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), qsizetype(longest) * 4)));
    cell.cut = cell.text.size() > longest || bytes.size() > qsizetype(longest) * 4;
    if (cell.text.size() > longest)
        cell.text.truncate(cell.text.at(longest - 1).isHighSurrogate() ? longest - 1 : longest);
    return cell;
}

TableCell blobCell(QByteArrayView bytes, int longest)
{
    TableCell cell;
    cell.type = TableCell::Type::Blob;
    cell.bytes = bytes.size();
    const qsizetype head = std::min<qsizetype>(bytes.size(), longest / 2);
    cell.text = QString::fromLatin1(QByteArray::fromRawData(bytes.data(), head).toHex());
    cell.cut = head < bytes.size();
    return cell;
}
} // namespace

Result<Statement> Statement::prepare(sqlite3 *handle, const Watch &watch, const QByteArray &sql, const QList<Value> &values)
{
    if (watch.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    sqlite3_stmt *prepared = nullptr;
    if (const int code = sqlite3_prepare_v3(handle, sql.constData(), static_cast<int>(sql.size()), 0, &prepared, nullptr);
        code != SQLITE_OK || !prepared)
        return fail(watch.error(code));
    Statement statement(prepared, watch, values);
    for (qsizetype i = 0; i < statement.m_values.size(); ++i)
        if (const int code = bindOne(prepared, static_cast<int>(i) + 1, statement.m_values.at(i)); code != SQLITE_OK)
            return fail(watch.error(code));
    return statement;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return fail(m_watch->error(code));
}

QByteArrayView Statement::bytes(int column) const
{
    const bool isBlob = sqlite3_column_type(m_statement, column) == SQLITE_BLOB;
    const void *data = isBlob ? sqlite3_column_blob(m_statement, column)
                              : static_cast<const void *>(sqlite3_column_text(m_statement, column));
    if (!data)
        return {};
    return {static_cast<const char *>(data), sqlite3_column_bytes(m_statement, column)};
}

Value Statement::value(int column) const
{
    Value value;
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        value.type = TableCell::Type::Integer;
        value.integer = integer(column);
        break;
    case SQLITE_FLOAT:
        value.type = TableCell::Type::Real;
        value.real = sqlite3_column_double(m_statement, column);
        break;
    case SQLITE_TEXT:
        value.bytes = bytes(column).toByteArray();
        break;
    case SQLITE_BLOB:
        value.type = TableCell::Type::Blob;
        value.bytes = bytes(column).toByteArray();
        break;
    default:
        value.type = TableCell::Type::Null;
    }
    return value;
}

TableCell Statement::cell(int column, int longest) const
{
    TableCell cell;
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        cell.type = TableCell::Type::Integer;
        cell.text = QString::number(integer(column));
        return cell;
    case SQLITE_FLOAT:
        cell.type = TableCell::Type::Real;
        cell.text = text(column); // as SQLite writes it
        return cell;
    case SQLITE_TEXT:
        return textCell(bytes(column), longest);
    case SQLITE_BLOB:
        return blobCell(bytes(column), longest);
    default:
        return cell;
    }
}

} // namespace plancia::tables
