// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/telemetryrecords.h"

#include "app/monitoring/protocol/records.h"
#include "app/monitoring/service/figurescodec.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>
#include <QMap>
#include <QSet>
#include <QtEndian>

#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr qint64 kSeenMs = 3'600'000; ///< a statement's last look is written no oftener
constexpr qint64 kHoldsMs = 15'000; ///< it is told each ten seconds while it lasts
constexpr qint64 kLooksAtOnce = 2'000;
constexpr qint64 kRowBytes = 120;      ///< of a row and of its keys, besides its texts
constexpr qint64 kMaxMomentBytes = 4 << 20; ///< of the JSON

constexpr const char *kStream = "SELECT number FROM streams WHERE id = $1 LIMIT 1";
constexpr const char *kText = "SELECT number FROM statement_texts WHERE digest = $1 LIMIT 1";
constexpr const char *kPutText = "INSERT INTO statement_texts (digest, text) VALUES ($1, $2)";
constexpr const char *kStatement = "SELECT number, text, seen_at FROM statements WHERE stream = $1 AND source = $2 AND id = $3 AND user = $4 AND database = $5 "
                                   "AND is_top = $6 LIMIT 1";
constexpr const char *kPutStatement = "INSERT INTO statements (stream, source, id, user, database, is_top, text, is_cut, seen_at) "
                                      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr const char *kSetStatement = "UPDATE statements SET text = $2, is_cut = $3, seen_at = $4 WHERE number = $1";
constexpr const char *kPutLook = "INSERT INTO looks (stream, source, at, from_at, others, evicted, figures, bytes) VALUES ($1, $2, $3, $4, $5, $6, x'', 0) "
                                 "ON CONFLICT DO NOTHING";
constexpr const char *kFillLook = "UPDATE looks SET figures = $4, bytes = $5 WHERE stream = $1 AND source = $2 AND at = $3";
constexpr const char *kPutMoment = "INSERT INTO blocking (stream, source, at, position, sessions, bytes) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
constexpr const char *kNewestLooks = "SELECT at FROM looks WHERE stream = $1 AND source = $2 AND at > $3 AND at <= $4 ORDER BY at DESC LIMIT 1 OFFSET $5";
constexpr const char *kLooks = "SELECT from_at, at, others, evicted, figures FROM looks WHERE stream = $1 AND source = $2 AND at > $3 AND at <= $4 "
                               "ORDER BY at LIMIT $5";
constexpr const char *kOldestLook = "SELECT min(at) FROM looks WHERE stream = $1 AND source = $2";
constexpr const char *kStatementOf = "SELECT s.id, s.user, s.database, s.is_top, s.is_cut, t.text FROM statements s "
                                     "LEFT JOIN statement_texts t ON t.number = s.text WHERE s.number = $1 LIMIT 1";
constexpr const char *kMoments = "SELECT at, position, sessions FROM blocking WHERE stream = $1 AND source = $2 AND at >= $3 AND at <= $4 ORDER BY at DESC LIMIT $5";
constexpr const char *kOldestMoment = "SELECT min(at) FROM blocking WHERE stream = $1 AND source = $2";
// So much later than it says may a statement have been seen; where looks reach back for hours only, their number counts more.
constexpr const char *kForgetStatements = "DELETE FROM statements WHERE number IN (SELECT number FROM statements WHERE seen_at < "
                                          "coalesce((SELECT min(at) FROM looks), $1) - min($2, coalesce(((SELECT max(at) FROM looks) - (SELECT min(at) FROM looks)) / 10, 0)) LIMIT $3)";
constexpr const char *kForgetTexts = "DELETE FROM statement_texts WHERE number NOT IN (SELECT text FROM statements)";

qint64 sizeOf(const QString &text) { return QStringView(text).toUtf8().size(); }

/// The first number of the first row, if there is one.
Result<std::optional<qint64>> number(sql::Connection &connection, const char *sql, const QList<sql::Value> &values)
{
    auto rows = connection.query(sql, values);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty() || (*rows)[0].isNull(0))
        return std::optional<qint64>();
    return std::optional((*rows)[0].integer(0));
}

Error unreadable(const char *table) { return Error(ErrorCode::RepoUnexpectedRow, {{QStringLiteral("table"), QString::fromLatin1(table)}}); }

/// Numbers of texts and statements within one transaction.
class Writer {
public:
    Writer(sql::Connection &connection, qint64 stream) : m_connection(connection), m_stream(stream) {}
    /// `bytes`: what was added to the file goes on top.
    Result<qint64> statement(const QString &source, const StatementRow &row, qint64 at, qint64 &bytes)
    {
        const QStringList key{source, row.id, row.user, row.database, row.isTop ? QString() : QStringLiteral("in")};
        if (const auto known = m_statements.constFind(key); known != m_statements.constEnd())
            return *known;
        auto found = m_connection.query(kStatement, {m_stream, source, row.id, row.user, row.database, qint64(row.isTop)});
        if (!found)
            return fail(found.error());
        const qint64 had = found->isEmpty() ? 0 : (*found)[0].integer(1);
        const auto text = row.text.isEmpty() ? Result<qint64>(had) : textNumber(row.text, bytes);
        if (!text)
            return fail(text.error());
        if (found->isEmpty()) {
            if (auto put = m_connection.execute(kPutStatement, {m_stream, source, row.id, row.user, row.database, qint64(row.isTop), *text, qint64(row.isCut), at}); !put)
                return fail(put.error());
            bytes += kRowBytes + 2 * (sizeOf(source) + sizeOf(row.user) + sizeOf(row.database));
            found = m_connection.query(kStatement, {m_stream, source, row.id, row.user, row.database, qint64(row.isTop)});
            if (!found || found->isEmpty())
                return fail(found ? unreadable("statements") : found.error());
        } else if (*text != had || (*found)[0].integer(2) < at - kSeenMs) {
            if (auto set = m_connection.execute(kSetStatement, {(*found)[0].integer(0), *text, qint64(row.isCut), std::max(at, (*found)[0].integer(2))}); !set)
                return fail(set.error());
        }
        return *m_statements.insert(key, (*found)[0].integer(0));
    }

private:
    Result<qint64> textNumber(const QString &text, qint64 &bytes)
    {
        const QByteArray utf8 = text.toUtf8();
        const QByteArray digest = QCryptographicHash::hash(utf8, QCryptographicHash::Sha256).first(16);
        auto known = number(m_connection, kText, {digest});
        if (known && !*known) {
            if (auto put = m_connection.execute(kPutText, {digest, text}); !put)
                return fail(put.error());
            bytes += kRowBytes + utf8.size();
            known = number(m_connection, kText, {digest});
        }
        if (!known)
            return fail(known.error());
        return *known ? Result<qint64>(**known) : fail(unreadable("statement_texts"));
    }

    sql::Connection &m_connection;
    qint64 m_stream;
    QHash<QStringList, qint64> m_statements;
};

Result<bool> forgetOldest(sql::Connection &connection, const QByteArray &table, qint64 before, qint64 bytes, qint64 most)
{
    auto old = connection.execute("DELETE FROM " + table + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE at < $1 ORDER BY at LIMIT $2)", {before, most});
    if (!old)
        return fail(old.error());
    const auto total = number(connection, ("SELECT sum(bytes) FROM " + table).constData(), {});
    if (!total)
        return fail(total.error());
    qint64 extra = total->value_or(0) - bytes;
    if (extra <= 0)
        return true;
    auto rows = connection.query("SELECT at, bytes FROM " + table + " ORDER BY at LIMIT $1", {most});
    if (!rows)
        return fail(rows.error());
    qint64 last = 0;
    for (int i = 0; i < rows->size() && extra > 0; ++i) {
        last = (*rows)[i].integer(0);
        extra -= (*rows)[i].integer(1);
    }
    auto gone = connection.execute("DELETE FROM " + table + " WHERE at <= $1", {last});
    return gone ? Result<bool>(true) : fail(gone.error());
}

/// The sum of what is written, as looks for sumOf(): each with its span, and all rows in the first.
class Sum {
public:
    Result<bool> add(const sql::Row &row, const QString &source)
    {
        StatementsLook look;
        look.from = row.integer(0);
        look.at = row.integer(1);
        look.source = source;
        look.othersCount = static_cast<int>(row.integer(2));
        look.evicted = row.real(3);
        FiguresReader reader(m_bytes = row.bytes(4));
        if (!reader.addFigures(look.others))
            return fail(unreadable("looks"));
        while (!reader.isAtEnd()) {
            const auto statement = reader.number();
            if (!statement || !reader.addFigures(m_figures[static_cast<qint64>(*statement)]))
                return fail(unreadable("looks"));
        }
        m_at.insert(look.at);
        m_looks.append(std::move(look));
        return true;
    }
    bool has(qint64 at) const { return m_at.contains(at); }

    Result<QList<StatementsLook>> looks(sql::Connection &connection)
    {
        if (m_looks.isEmpty())
            return m_looks;
        std::vector<std::pair<double, qint64>> order;
        for (auto it = m_figures.cbegin(); it != m_figures.cend(); ++it)
            order.emplace_back(-it.value().execMs, it.key());
        std::ranges::sort(order);
        StatementsLook &first = m_looks.first();
        int left = 0;
        for (const auto &[time, statement] : order) {
            const StatementFigures &figures = m_figures[statement];
            if (first.rows.size() < kMaxReportRows) {
                auto rows = connection.query(kStatementOf, {statement});
                if (!rows)
                    return fail(rows.error());
                if (!rows->isEmpty()) {
                    const sql::Row row = (*rows)[0];
                    first.rows.append({row.text(0), row.text(1), row.text(2), row.integer(3) != 0, row.text(5), row.integer(4) != 0, figures});
                    continue;
                }
            }
            first.others += figures;
            ++left;
        }
        first.othersCount = std::max(first.othersCount, left);
        return m_looks;
    }

private:
    QByteArray m_bytes;
    QList<StatementsLook> m_looks;
    QSet<qint64> m_at;
    QHash<qint64, StatementFigures> m_figures; ///< by the statement's number
};

Result<BlockingMoment> momentOf(const sql::Row &row, const QString &source)
{
    const QByteArray packed = row.bytes(2);
    // The size that it says it has, before that is allocated.
    if (packed.size() < 4 || qFromBigEndian<quint32>(packed.constData()) > kMaxMomentBytes)
        return fail(unreadable("blocking"));
    return blockingFromWire(QJsonDocument::fromJson(qUncompress(packed)).object(), row.integer(1), row.integer(0), source);
}
} // namespace

Result<bool> checkSpan(qint64 from, qint64 to)
{
    if (to < from)
        return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("to")}, {QStringLiteral("value"), QString::number(to)}});
    return true;
}

qint64 bytesOf(const StatementsLook &look)
{
    qint64 bytes = kRowBytes;
    for (const StatementRow &row : look.rows)
        bytes += 2 * (row.id.size() + row.user.size() + row.database.size() + row.text.size()) + 2 * kRowBytes;
    return bytes;
}

qint64 bytesOf(const BlockingMoment &moment)
{
    qint64 bytes = kRowBytes;
    for (const ServerSession &session : moment.sessions)
        bytes += 2 * (session.query.size() + session.lockOn.size() + session.application.size()) + 5 * kRowBytes + 8 * session.blockedBy.size();
    return bytes;
}

Result<bool> putLooks(sql::Connection &connection, qint64 stream, const QList<StatementsLook> &looks)
{
    Writer writer(connection, stream);
    for (const StatementsLook &look : looks) {
        auto put = connection.execute(kPutLook, {stream, look.source, look.at, look.from, qint64(look.othersCount), look.evicted});
        if (!put)
            return fail(put.error());
        if (*put == 0) // there already: its statements are, too, and nothing would count others
            continue;
        QByteArray figures;
        qint64 bytes = kRowBytes + 2 * sizeOf(look.source);
        putFigures(figures, look.others);
        for (const StatementRow &row : look.rows) {
            const auto statement = writer.statement(look.source, row, look.at, bytes);
            if (!statement)
                return fail(statement.error());
            putNumber(figures, static_cast<quint64>(*statement));
            putFigures(figures, row.figures);
        }
        bytes += figures.size();
        if (auto filled = connection.execute(kFillLook, {stream, look.source, look.at, figures, bytes}); !filled)
            return fail(filled.error());
    }
    return true;
}

Result<bool> putBlocking(sql::Connection &connection, qint64 stream, const QList<BlockingMoment> &moments)
{
    for (const BlockingMoment &moment : moments) {
        const QByteArray packed = qCompress(QJsonDocument(toWire(moment)).toJson(QJsonDocument::Compact));
        const qint64 bytes = packed.size() + kRowBytes + 2 * sizeOf(moment.source);
        if (auto put = connection.execute(kPutMoment, {stream, moment.source, moment.at, moment.offset, packed, bytes}); !put)
            return fail(put.error());
    }
    return true;
}

Result<bool> forgetLooks(sql::Connection &connection, qint64 before, qint64 bytes, qint64 most)
{
    if (auto gone = forgetOldest(connection, "looks", before, bytes, most); !gone)
        return gone;
    auto unused = connection.execute(kForgetStatements, {before, kSeenMs, most});
    if (!unused)
        return fail(unused.error());
    if (*unused > 0)
        if (auto gone = connection.execute(kForgetTexts); !gone)
            return fail(gone.error());
    return true;
}

Result<bool> forgetBlocking(sql::Connection &connection, qint64 before, qint64 bytes, qint64 most)
{
    return forgetOldest(connection, "blocking", before, bytes, most);
}

Result<StatementsReport> readStatements(sql::Connection &connection, const QString &streamId, const StatementsQuery &query,
                                        const QList<StatementsLook> &unwritten, const CancelToken &cancel)
{
    if (auto span = checkSpan(query.from, query.to); !span)
        return fail(span.error());
    const auto stream = number(connection, kStream, {streamId});
    if (!stream)
        return fail(stream.error());
    const qint64 streamNumber = stream->value_or(0); // no stream has it
    const auto oldest = number(connection, kOldestLook, {streamNumber, query.source});
    const auto tooMany = oldest ? number(connection, kNewestLooks, {streamNumber, query.source, query.from, query.to, qint64(kMaxReportLooks)}) : oldest;
    if (!tooMany)
        return fail(tooMany.error());
    Sum sum;
    for (qint64 after = std::max(query.from, tooMany->value_or(query.from));;) {
        auto rows = connection.query(kLooks, {streamNumber, query.source, after, query.to, kLooksAtOnce});
        if (!rows)
            return fail(rows.error());
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        for (int i = 0; i < rows->size(); ++i) {
            if (auto added = sum.add((*rows)[i], query.source); !added)
                return fail(added.error());
            after = (*rows)[i].integer(1);
        }
        if (rows->size() < kLooksAtOnce)
            break;
    }
    auto looks = sum.looks(connection);
    if (!looks)
        return fail(looks.error());
    qint64 first = oldest->value_or(0);
    for (const StatementsLook &look : unwritten) {
        if (look.source != query.source)
            continue;
        first = first == 0 ? look.at : std::min(first, look.at);
        if (look.at > query.from && look.at <= query.to && !sum.has(look.at))
            looks->append(look);
    }
    StatementsReport report = sumOf(*looks);
    report.oldest = first;
    return report;
}

Result<BlockingHistory> readBlocking(sql::Connection &connection, const QString &streamId, const BlockingQuery &query,
                                     const QList<BlockingMoment> &unwritten, const CancelToken &cancel)
{
    if (auto span = checkSpan(query.from, query.to); !span)
        return fail(span.error());
    const auto stream = number(connection, kStream, {streamId});
    if (!stream)
        return fail(stream.error());
    const auto oldest = number(connection, kOldestMoment, {stream->value_or(0), query.source});
    if (!oldest)
        return fail(oldest.error());
    const qint64 from = query.from > kHoldsMs ? query.from - kHoldsMs : 0; // one that still held may lie before
    auto rows = connection.query(kMoments, {stream->value_or(0), query.source, from, query.to, qint64(BlockingQuery::kMaxMoments) + 2});
    if (!rows)
        return fail(rows.error());
    QMap<qint64, BlockingMoment> moments;
    for (int i = 0; i < rows->size(); ++i) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto moment = momentOf((*rows)[i], query.source);
        if (!moment)
            return fail(moment.error());
        moments.insert(moment->at, std::move(*moment));
    }
    BlockingHistory history;
    history.oldest = oldest->value_or(0);
    for (const BlockingMoment &moment : unwritten) {
        if (moment.source != query.source)
            continue;
        history.oldest = history.oldest == 0 ? moment.at : std::min(history.oldest, moment.at);
        if (moment.at >= from && moment.at <= query.to)
            moments.insert(moment.at, moment);
    }
    QList<BlockingMoment> all = moments.values();
    while (!all.isEmpty() && all.first().at < query.from) {
        const bool isReplaced = all.size() > 1 && all.at(1).at <= query.from;
        if (!isReplaced && !all.first().sessions.isEmpty())
            break;
        all.removeFirst();
    }
    history.isCut = all.size() > BlockingQuery::kMaxMoments;
    history.moments = all.last(std::min<qsizetype>(all.size(), BlockingQuery::kMaxMoments));
    return history;
}

} // namespace plancia::monitoring
