// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/protocol/records.h"

#include "app/monitoring/protocol/wirevalues.h"

#include <QJsonArray>
#include <QSet>
#include <algorithm>
#include <array>

namespace plancia::monitoring {

namespace {
using namespace wire;

// In the order of the wire.
constexpr std::array kFigures{&StatementFigures::calls,      &StatementFigures::rows,       &StatementFigures::execMs,        &StatementFigures::planMs,
                              &StatementFigures::hitBlocks,  &StatementFigures::readBlocks, &StatementFigures::writtenBlocks, &StatementFigures::tempBlocks,
                              &StatementFigures::diskMs,     &StatementFigures::walBytes};

bool isControl(QChar c, bool isText) { return (c.unicode() < 0x20 && !(isText && (c == u'\n' || c == u'\t'))) || c.unicode() == 0x7f; }
bool fits(const QString &text, qsizetype most, bool isText = false)
{
    return text.size() <= most && std::ranges::none_of(text, [isText](QChar c) { return isControl(c, isText); });
}

bool isGood(const StatementFigures &figures)
{
    return std::ranges::all_of(kFigures, [&](auto member) { return std::isfinite(figures.*member) && figures.*member >= 0; });
}

QJsonArray figuresArray(const StatementFigures &figures)
{
    QJsonArray array;
    for (const auto member : kFigures)
        array.append(figures.*member);
    while (!array.isEmpty() && array.last().toDouble() == 0) // what is not told is 0
        array.removeLast();
    return array;
}

std::optional<StatementFigures> figuresFrom(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.size() > static_cast<qsizetype>(kFigures.size()))
        return std::nullopt;
    StatementFigures figures;
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isDouble())
            return std::nullopt;
        figures.*kFigures[static_cast<size_t>(i)] = array.at(i).toDouble();
    }
    return figures;
}

/// A member that is absent when empty.
class Members {
public:
    void text(QLatin1String key, const QString &value)
    {
        if (!value.isEmpty())
            object.insert(key, value);
    }
    void number(QLatin1String key, qint64 value)
    {
        if (value != 0)
            object.insert(key, value);
    }
    void flag(QLatin1String key, bool value)
    {
        if (value)
            object.insert(key, true);
    }
    QJsonObject object;
};

/// Reads such members; one of another type, or no whole number, is a fault.
class MemberReader {
public:
    explicit MemberReader(const QJsonObject &object) : m_object(object) {}
    QString text(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        isGood = isGood && (value.isUndefined() || value.isString());
        return value.toString();
    }
    qint64 number(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        const auto read = value.isUndefined() ? std::optional<qint64>(0) : integer(value);
        isGood = isGood && read;
        return read.value_or(0);
    }
    bool flag(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        isGood = isGood && (value.isUndefined() || value.isBool());
        return value.toBool();
    }
    bool isGood = true;

private:
    const QJsonObject &m_object;
};

std::optional<ServerSession::State> stateFrom(const QString &word)
{
    using State = ServerSession::State;
    for (const State state : {State::Active, State::Idle, State::IdleInTransaction, State::IdleInFailedTransaction, State::FastPath, State::Background, State::Hidden})
        if (toString(state) == word)
            return state;
    return std::nullopt;
}

QJsonObject sessionObject(const ServerSession &session)
{
    Members members;
    members.number(QLatin1String("p"), session.pid);
    members.number(QLatin1String("at"), session.startedAt);
    members.text(QLatin1String("l"), toString(session.state));
    members.text(QLatin1String("k"), session.kind);
    members.text(QLatin1String("d"), session.database);
    members.text(QLatin1String("u"), session.user);
    members.text(QLatin1String("a"), session.application);
    members.text(QLatin1String("c"), session.client);
    members.text(QLatin1String("wk"), session.waitKind);
    members.text(QLatin1String("wf"), session.waitFor);
    members.number(QLatin1String("sa"), session.stateSince);
    members.number(QLatin1String("qa"), session.queryStartedAt);
    members.number(QLatin1String("ta"), session.transactionStartedAt);
    members.text(QLatin1String("q"), session.query);
    members.flag(QLatin1String("cut"), session.isCut);
    members.text(QLatin1String("lm"), session.lockMode);
    members.text(QLatin1String("lo"), session.lockOn);
    members.number(QLatin1String("wa"), session.waitingSince);
    members.flag(QLatin1String("own"), session.isOurs);
    if (session.isBlocked()) {
        QJsonArray blockers;
        for (const qint64 pid : session.blockedBy)
            blockers.append(pid);
        members.object.insert(QStringLiteral("b"), blockers);
    }
    return members.object;
}

std::optional<ServerSession> sessionFrom(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    MemberReader reading(object);
    const auto state = stateFrom(reading.text(QLatin1String("l")));
    if (!value.isObject() || !state)
        return std::nullopt;
    ServerSession session;
    session.state = *state;
    session.pid = reading.number(QLatin1String("p"));
    session.startedAt = reading.number(QLatin1String("at"));
    session.kind = reading.text(QLatin1String("k"));
    session.database = reading.text(QLatin1String("d"));
    session.user = reading.text(QLatin1String("u"));
    session.application = reading.text(QLatin1String("a"));
    session.client = reading.text(QLatin1String("c"));
    session.waitKind = reading.text(QLatin1String("wk"));
    session.waitFor = reading.text(QLatin1String("wf"));
    session.stateSince = reading.number(QLatin1String("sa"));
    session.queryStartedAt = reading.number(QLatin1String("qa"));
    session.transactionStartedAt = reading.number(QLatin1String("ta"));
    session.query = reading.text(QLatin1String("q"));
    session.isCut = reading.flag(QLatin1String("cut"));
    session.lockMode = reading.text(QLatin1String("lm"));
    session.lockOn = reading.text(QLatin1String("lo"));
    session.waitingSince = reading.number(QLatin1String("wa"));
    session.isOurs = reading.flag(QLatin1String("own"));
    const QJsonValue blockers = object.value(u"b");
    if (!reading.isGood || !(blockers.isUndefined() || blockers.isArray()) || blockers.toArray().size() > kMaxBlockers)
        return std::nullopt;
    for (const QJsonValue &blocker : blockers.toArray()) {
        const auto pid = integer(blocker);
        if (!pid)
            return std::nullopt;
        session.blockedBy.append(*pid);
    }
    return session;
}
} // namespace

QJsonObject toWire(const StatementsLook &look)
{
    QJsonArray rows;
    for (const StatementRow &row : look.rows) {
        Members members;
        members.text(QLatin1String("i"), row.id);
        members.text(QLatin1String("u"), row.user);
        members.text(QLatin1String("d"), row.database);
        members.flag(QLatin1String("in"), !row.isTop);
        members.text(QLatin1String("x"), row.text);
        members.flag(QLatin1String("cut"), row.isCut);
        members.object.insert(QStringLiteral("f"), figuresArray(row.figures));
        rows.append(members.object);
    }
    QJsonObject object{{QStringLiteral("from"), look.from}, {QStringLiteral("rows"), rows}};
    if (look.othersCount > 0) {
        object.insert(QStringLiteral("n"), look.othersCount);
        object.insert(QStringLiteral("f"), figuresArray(look.others));
    }
    if (look.evicted > 0)
        object.insert(QStringLiteral("x"), look.evicted);
    return object;
}

Result<StatementsLook> statementsFromWire(const QJsonObject &object, qint64 offset, qint64 at, const QString &source)
{
    MemberReader head(object);
    StatementsLook look{offset, head.number(QLatin1String("from")), at, source, {}, {}, 0, 0};
    const qint64 others = head.number(QLatin1String("n"));
    look.evicted = static_cast<double>(head.number(QLatin1String("x")));
    const QJsonArray rows = object.value(u"rows").toArray();
    if (!head.isGood || others > std::numeric_limits<int>::max() || !object.value(u"rows").isArray() || rows.size() > StatementsLook::kMaxRows)
        return malformed(QStringLiteral("statements without from or rows"));
    look.othersCount = static_cast<int>(others);
    if (const QJsonValue figures = object.value(u"f"); !figures.isUndefined()) {
        const auto read = figuresFrom(figures);
        if (!read)
            return malformed(QStringLiteral("statements whose f is no list of figures"));
        look.others = *read;
    }
    look.rows.reserve(rows.size());
    for (const QJsonValue &value : rows) {
        const QJsonObject one = value.toObject();
        MemberReader reading(one);
        const auto figures = figuresFrom(one.value(u"f"));
        StatementRow row;
        row.id = reading.text(QLatin1String("i"));
        row.user = reading.text(QLatin1String("u"));
        row.database = reading.text(QLatin1String("d"));
        row.isTop = !reading.flag(QLatin1String("in"));
        row.text = reading.text(QLatin1String("x"));
        row.isCut = reading.flag(QLatin1String("cut"));
        if (!value.isObject() || !reading.isGood || !figures)
            return malformed(QStringLiteral("a statement without its figures"));
        row.figures = *figures;
        look.rows.append(std::move(row));
    }
    if (const auto fault = faultOf(look))
        return malformed(QStringLiteral("statements: %1").arg(*fault));
    return look;
}

std::optional<QString> faultOf(const StatementsLook &look)
{
    if (!isTime(look.from) || !isTime(look.at) || look.from > look.at)
        return QStringLiteral("from is no time before at");
    if (look.rows.size() > StatementsLook::kMaxRows)
        return QStringLiteral("more than %1 rows").arg(StatementsLook::kMaxRows);
    if (!isGood(look.others) || look.othersCount < 0 || !(look.evicted >= 0 && look.evicted <= kMaxInteger) || look.evicted != std::floor(look.evicted))
        return QStringLiteral("figures below 0 or without end");
    if (look.othersCount == 0 && look.others != StatementFigures())
        return QStringLiteral("figures of no others");
    qsizetype chars = 0;
    QSet<QStringList> keys;
    for (const StatementRow &row : look.rows) {
        bool isNumber = row.id.isEmpty();
        if (!isNumber)
            isNumber = QString::number(row.id.toLongLong()) == row.id;
        if (!isNumber || !fits(row.user, kMaxNameChars) || !fits(row.database, kMaxNameChars) || !fits(row.text, StatementRow::kMaxTextChars, true))
            return QStringLiteral("an id that is no number, or a text too long or with control characters");
        if (!isGood(row.figures))
            return QStringLiteral("figures below 0 or without end");
        const QStringList key{row.id, row.user, row.database, row.isTop ? QString() : QStringLiteral("in")};
        if (keys.contains(key))
            return QStringLiteral("a statement twice");
        keys.insert(key);
        chars += row.text.size();
    }
    if (chars > kMaxLookTextChars)
        return QStringLiteral("more than %1 characters of statements").arg(kMaxLookTextChars);
    if (!std::ranges::is_sorted(look.rows, std::greater(), [](const StatementRow &row) { return row.figures.execMs; }))
        return QStringLiteral("rows that do not begin with the longest");
    return std::nullopt;
}

QJsonObject toWire(const BlockingMoment &moment)
{
    QJsonArray sessions;
    for (const ServerSession &session : moment.sessions)
        sessions.append(sessionObject(session));
    QJsonObject object{{QStringLiteral("sessions"), sessions}};
    if (moment.left > 0)
        object.insert(QStringLiteral("left"), moment.left);
    return object;
}

Result<BlockingMoment> blockingFromWire(const QJsonObject &object, qint64 offset, qint64 at, const QString &source)
{
    MemberReader head(object);
    const qint64 left = head.number(QLatin1String("left"));
    const QJsonArray sessions = object.value(u"sessions").toArray();
    if (!head.isGood || left > std::numeric_limits<int>::max() || !object.value(u"sessions").isArray() || sessions.size() > BlockingMoment::kMaxSessions)
        return malformed(QStringLiteral("blocking without sessions"));
    BlockingMoment moment{offset, at, source, {}, static_cast<int>(left)};
    moment.sessions.reserve(sessions.size());
    for (const QJsonValue &value : sessions) {
        auto session = sessionFrom(value);
        if (!session)
            return malformed(QStringLiteral("a session with members of another type"));
        moment.sessions.append(std::move(*session));
    }
    if (const auto fault = faultOf(moment))
        return malformed(QStringLiteral("blocking: %1").arg(*fault));
    return moment;
}

std::optional<QString> faultOf(const BlockingMoment &moment)
{
    if (!isTime(moment.at) || moment.left < 0 || moment.sessions.size() > BlockingMoment::kMaxSessions)
        return QStringLiteral("no time, or more than %1 sessions").arg(BlockingMoment::kMaxSessions);
    const auto isNumber = [](qint64 number) { return number >= 0 && static_cast<double>(number) <= kMaxInteger; };
    QSet<qint64> pids;
    for (const ServerSession &session : moment.sessions) {
        if (session.pid <= 0 || pids.contains(session.pid))
            return QStringLiteral("a session without a number, or twice");
        pids.insert(session.pid);
        for (const QString &name : {session.kind, session.database, session.user, session.application, session.client, session.waitKind, session.waitFor, session.lockMode})
            if (!fits(name, kMaxNameChars))
                return QStringLiteral("a name too long or with control characters");
        if (!fits(session.query, BlockingMoment::kMaxQueryChars, true) || !fits(session.lockOn, kMaxLockChars))
            return QStringLiteral("a text too long or with control characters");
        for (const qint64 number : {session.pid, session.startedAt, session.stateSince, session.queryStartedAt, session.transactionStartedAt, session.waitingSince})
            if (!isNumber(number))
                return QStringLiteral("a number out of range");
        if (session.blockedBy.size() > kMaxBlockers || !std::ranges::all_of(session.blockedBy, isNumber))
            return QStringLiteral("too many that are waited for");
    }
    return std::nullopt;
}

QString fitting(QString text, qsizetype most, bool isText)
{
    if (text.size() > most) {
        text.truncate(most);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1);
    }
    for (QChar &c : text)
        if (isControl(c, isText))
            c = u' ';
    return text;
}

} // namespace plancia::monitoring
