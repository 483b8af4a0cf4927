// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/csvwriter.h"

#include <QFileInfo>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <openssl/evp.h>

namespace plancia::tables {

namespace {
constexpr size_t kBuffer = 1 << 20;
constexpr size_t kUuid = 16;
constexpr char kHex[] = "0123456789abcdef";
constexpr qint64 kFirstTime = -62'135'596'800'000; ///< 0001-01-01, in Unix ms
constexpr qint64 kLastTime = 253'402'300'799'999;  ///< 9999-12-31

bool holdsTimes(const QString &column)
{
    return column.compare(u"at", Qt::CaseInsensitive) == 0 || column.endsWith(u"_at", Qt::CaseInsensitive);
}

/// What a field with such a character needs quotes for.
constexpr bool needsQuotes(char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; }

/// As PostgreSQL prints numbers: "-12", "1.50", "1e-07", "-Infinity".
bool isNumber(QByteArrayView text)
{
    const char *begin = text.data();
    const char *end = begin + text.size();
    if (text.isEmpty() || begin[0] == '+')
        return false;
    double value = 0; // only looked at: the digits go out as they came in
    const auto [stop, error] = std::from_chars(begin, end, value);
    return stop == end && error != std::errc::invalid_argument;
}

/// A table beats comparing: most characters of most texts are tried here.
struct Special {
    bool is[256] = {};
    constexpr Special()
    {
        for (int c = 0; c < 256; ++c)
            is[c] = needsQuotes(static_cast<char>(c));
    }
};
constexpr Special kSpecial;
} // namespace

void CsvWriter::FreeDigest::operator()(evp_md_ctx_st *digest) const { EVP_MD_CTX_free(digest); }

CsvWriter::CsvWriter(backup::Fd fd, QString path, const CsvOptions &options)
    : m_fd(std::move(fd)), m_path(std::move(path)), m_options(options), m_digest(EVP_MD_CTX_new()), m_buffer(kBuffer)
{
    EVP_DigestInit_ex(m_digest.get(), EVP_sha256(), nullptr);
}

Result<CsvWriter> CsvWriter::create(const QString &path, const CsvOptions &options)
{
    auto fd = backup::newFile(path);
    if (!fd)
        return fail(fd.error());
    return CsvWriter(std::move(*fd), path, options);
}

char *CsvWriter::room(size_t bytes)
{
    // A value longer than the buffer makes it grow once; rows are flushed before they fill it.
    if (m_used + bytes > m_buffer.size())
        m_buffer.resize(std::max(m_buffer.size() * 2, m_used + bytes));
    return m_buffer.data() + m_used;
}

Result<bool> CsvWriter::flush()
{
    EVP_DigestUpdate(m_digest.get(), m_buffer.data(), m_used);
    if (auto written = backup::writeAll(m_fd.get(), QByteArray::fromRawData(m_buffer.data(), static_cast<qsizetype>(m_used)), m_path);
        !written)
        return written;
    m_bytes += static_cast<qint64>(m_used);
    m_used = 0;
    if (m_buffer.size() > 8 * kBuffer) {
        m_buffer.resize(kBuffer);
        m_buffer.shrink_to_fit();
    }
    return true;
}

Result<bool> CsvWriter::head(const QList<ColumnInfo> &columns)
{
    for (const ColumnInfo &column : columns) {
        if (!m_isTime.empty())
            *room(1) = ',', ++m_used;
        const QByteArray name = column.name.toUtf8();
        text(name.constData(), static_cast<size_t>(name.size()));
        m_isTime.push_back(m_options.isoTimes && holdsTimes(column.name));
    }
    std::memcpy(room(2), "\r\n", 2);
    m_used += 2;
    return true;
}

Result<bool> CsvWriter::row(sqlite3_stmt *statement)
{
    const int columns = static_cast<int>(m_isTime.size());
    for (int column = 0; column < columns; ++column) {
        if (column > 0)
            *room(1) = ',', ++m_used;
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            integer(sqlite3_column_int64(statement, column), m_isTime[static_cast<size_t>(column)] != 0);
            break;
        case SQLITE_FLOAT:
            real(sqlite3_column_double(statement, column));
            break;
        case SQLITE_TEXT: {
            const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
            text(bytes, bytes ? static_cast<size_t>(sqlite3_column_bytes(statement, column)) : 0);
            break;
        }
        case SQLITE_BLOB: {
            const auto *bytes = static_cast<const unsigned char *>(sqlite3_column_blob(statement, column));
            blob(bytes, bytes ? static_cast<size_t>(sqlite3_column_bytes(statement, column)) : 0);
            break;
        }
        default:
            break; // NULL: nothing
        }
    }
    return endRow();
}

Result<bool> CsvWriter::row(const std::vector<std::optional<QByteArrayView>> &values)
{
    for (size_t column = 0; column < m_isTime.size(); ++column) {
        if (column > 0)
            *room(1) = ',', ++m_used;
        const auto &value = values[column];
        if (!value)
            continue;
        const char *end = value->data() + value->size();
        if (qint64 number = 0; m_isTime[column] && !value->isEmpty() && std::from_chars(value->data(), end, number).ptr == end) {
            integer(number, true);
        } else if (isNumber(*value)) {
            std::memcpy(room(static_cast<size_t>(value->size())), value->data(), static_cast<size_t>(value->size()));
            m_used += static_cast<size_t>(value->size());
        } else {
            text(value->data(), static_cast<size_t>(value->size()));
        }
    }
    return endRow();
}

Result<bool> CsvWriter::endRow()
{
    std::memcpy(room(2), "\r\n", 2);
    m_used += 2;
    ++m_rows;
    return m_used < kBuffer - kBuffer / 8 ? Result<bool>(true) : flush();
}

void CsvWriter::integer(qint64 value, bool isTime)
{
    char *to = room(32);
    if (isTime && value >= kFirstTime && value <= kLastTime) {
        qint64 seconds = value / 1000;
        qint64 ms = value % 1000;
        if (ms < 0) {
            ms += 1000;
            --seconds;
        }
        const time_t at = static_cast<time_t>(seconds);
        std::tm utc{};
        gmtime_r(&at, &utc);
        const int n = std::snprintf(to, 32, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                                    utc.tm_hour, utc.tm_min, utc.tm_sec, static_cast<int>(ms));
        m_used += static_cast<size_t>(n);
        return;
    }
    m_used += static_cast<size_t>(std::to_chars(to, to + 32, value).ptr - to);
}

void CsvWriter::real(double value)
{
    char *to = room(40);
    if (std::isinf(value)) {
        const char *word = value > 0 ? "Inf" : "-Inf";
        std::memcpy(to, word, std::strlen(word));
        m_used += std::strlen(word);
        return;
    }
    char *end = std::to_chars(to, to + 36, value).ptr; // the shortest that reads back as the same number
    if (std::none_of(to, end, [](char c) { return c == '.' || c == 'e'; })) {
        *end++ = '.'; // a whole real stays told apart from an integer
        *end++ = '0';
    }
    m_used += static_cast<size_t>(end - to);
}

void CsvWriter::text(const char *bytes, size_t size)
{
    char *to = room(size * 2 + 3);
    if (size == 0) {
        to[0] = to[1] = '"';
        m_used += 2;
        return;
    }
    const bool guard = m_options.guardFormulas && startsFormula(bytes[0]);
    size_t plain = 0;
    while (plain < size && !kSpecial.is[static_cast<unsigned char>(bytes[plain])])
        ++plain;
    char *at = to;
    if (plain == size) {
        if (guard)
            *at++ = '\'';
        std::memcpy(at, bytes, size);
        at += size;
    } else {
        *at++ = '"';
        if (guard)
            *at++ = '\'';
        for (size_t i = 0; i < size; ++i) {
            if (bytes[i] == '"')
                *at++ = '"';
            *at++ = bytes[i];
        }
        *at++ = '"';
    }
    m_used += static_cast<size_t>(at - to);
}

void CsvWriter::blob(const unsigned char *bytes, size_t size)
{
    char *to = room(size * 2 + 6);
    char *at = to;
    const bool isUuid = m_options.uuids && size == kUuid;
    if (size == 0)
        *at++ = '"', *at++ = '"';
    for (size_t i = 0; i < size; ++i) {
        if (isUuid && (i == 4 || i == 6 || i == 8 || i == 10))
            *at++ = '-';
        *at++ = kHex[bytes[i] >> 4];
        *at++ = kHex[bytes[i] & 15];
    }
    m_used += static_cast<size_t>(at - to);
}

Result<CsvFile> CsvWriter::finish()
{
    if (auto flushed = flush(); !flushed)
        return fail(flushed.error());
    if (auto synced = backup::syncFile(m_fd.get(), m_path); !synced)
        return fail(synced.error());
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_digest.get(), hash, &size);
    CsvFile file;
    file.file = QFileInfo(m_path).fileName();
    file.rows = m_rows;
    file.bytes = m_bytes;
    file.sha256 = QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(hash), static_cast<qsizetype>(size)).toHex());
    return file;
}

} // namespace plancia::tables
