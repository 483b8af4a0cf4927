// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <cmath>

namespace plancia::monitoring {

namespace {

constexpr qsizetype kMaxListed = 300'000;
constexpr qsizetype kMaxTextChars = 2'000;
constexpr double kMaxTime = 4'102'444'800'000.0; // 2100, as in the stream

std::optional<AlertRule::Of> ofWord(const QString &word)
{
    return word == u"metric" ? std::optional(AlertRule::Of::Metric) : word == u"events" ? std::optional(AlertRule::Of::Events) : std::nullopt;
}
template <class T>
QString wordOf(const T &value)
{
    return toString(value);
}
template <>
QString wordOf(const AlertRule::Of &of)
{
    return of == AlertRule::Of::Metric ? QStringLiteral("metric") : QStringLiteral("events");
}
template <>
QString wordOf(const AlertRule::Compare &compare)
{
    return compare == AlertRule::Compare::Above ? QStringLiteral("above") : QStringLiteral("below");
}
template <>
QString wordOf(const AlertEngine::News::Kind &kind)
{
    return kind == AlertEngine::News::Kind::NoData ? QStringLiteral("no_data") : QStringLiteral("firing");
}

/// Writes and reads one object by the same list of members, so that the two cannot part.
class Writer {
public:
    QJsonObject object;
    void text(const char *key, const QString &value)
    {
        if (!value.isEmpty())
            object.insert(QLatin1String(key), value);
    }
    /// One whose absence does not mean that it is empty.
    void exact(const char *key, const QString &value) { object.insert(QLatin1String(key), value); }
    void time(const char *key, qint64 value)
    {
        if (value != 0)
            object.insert(QLatin1String(key), value);
    }
    void number(const char *key, double value) { object.insert(QLatin1String(key), value); }
    void whole(const char *key, int value) { object.insert(QLatin1String(key), value); }
    void maybe(const char *key, const std::optional<double> &value)
    {
        if (value && std::isfinite(*value))
            object.insert(QLatin1String(key), *value);
    }
    void flag(const char *key, bool value)
    {
        if (value)
            object.insert(QLatin1String(key), true);
    }
    template <class T, class Read>
    void word(const char *key, const T &value, Read)
    {
        object.insert(QLatin1String(key), wordOf(value));
    }
};

class Reader {
public:
    explicit Reader(const QJsonObject &object) : m_object(object) {}
    std::optional<QString> fault;

    void text(const char *key, QString &value)
    {
        const QJsonValue there = m_object.value(QLatin1String(key));
        if (there.isUndefined())
            return;
        if (!there.isString() || there.toString().size() > kMaxTextChars)
            return refuse(key);
        value = there.toString();
    }
    void exact(const char *key, QString &value) { text(key, value); }
    void time(const char *key, qint64 &value)
    {
        double read = static_cast<double>(value);
        number(key, read);
        if (read < 0 || read >= kMaxTime)
            return refuse(key);
        value = static_cast<qint64>(read);
    }
    void number(const char *key, double &value)
    {
        const QJsonValue there = m_object.value(QLatin1String(key));
        if (there.isUndefined())
            return;
        if (!there.isDouble() || !std::isfinite(there.toDouble()))
            return refuse(key);
        value = there.toDouble();
    }
    void whole(const char *key, int &value)
    {
        double read = value;
        number(key, read);
        if (std::abs(read) > std::numeric_limits<int>::max())
            return refuse(key);
        value = static_cast<int>(read);
    }
    void maybe(const char *key, std::optional<double> &value)
    {
        if (!m_object.contains(QLatin1String(key)))
            return;
        value = 0;
        number(key, *value);
    }
    void flag(const char *key, bool &value)
    {
        const QJsonValue there = m_object.value(QLatin1String(key));
        if (there.isUndefined())
            return;
        if (!there.isBool())
            return refuse(key);
        value = there.toBool();
    }
    template <class T, class Read>
    void word(const char *key, T &value, Read read)
    {
        if (const auto known = read(m_object.value(QLatin1String(key)).toString()))
            value = *known;
        else
            refuse(key);
    }

private:
    void refuse(const char *key)
    {
        if (!fault)
            fault = QStringLiteral("\"%1\" is not what it should be").arg(QLatin1String(key));
    }
    const QJsonObject &m_object;
};

/// `value` is const for a Writer.
template <class Box, class E>
    requires std::same_as<std::remove_const_t<E>, AlertEvaluation>
void fields(Box &box, E &look)
{
    box.time("at", look.at);
    box.maybe("value", look.value);
    box.maybe("limit", look.limit);
    box.whole("samples", look.samples);
}
template <class Box, class A>
    requires std::same_as<std::remove_const_t<A>, Alert>
void fields(Box &box, A &alert)
{
    box.text("rule", alert.rule);
    box.text("label", alert.label);
    box.word("severity", alert.severity, [](const QString &word) { return alertSeverity(word); });
    box.word("state", alert.state, [](const QString &word) { return alertState(word); });
    box.time("active_at", alert.activeAt);
    box.time("fired_at", alert.firedAt);
    box.time("keeps_since", alert.keepsSince);
    box.time("resolved_at", alert.resolvedAt);
    box.time("unknown_since", alert.unknownSince);
    box.text("acknowledged_by", alert.acknowledgedBy);
    box.text("note", alert.note);
    box.time("acknowledged_at", alert.acknowledgedAt);
    box.text("muted_by", alert.mutedBy);
    box.flag("inhibited", alert.isInhibited);
}
template <class Box, class S>
    requires std::same_as<std::remove_const_t<S>, Silence>
void fields(Box &box, S &silence)
{
    box.text("id", silence.id);
    box.exact("rule", silence.rule);
    box.exact("label", silence.label);
    box.time("from", silence.from);
    box.time("until", silence.until);
    box.text("author", silence.author);
    box.text("comment", silence.comment);
}
template <class Box, class R>
    requires std::same_as<std::remove_const_t<R>, AlertRule>
void fields(Box &box, R &rule)
{
    box.text("name", rule.name);
    box.text("title", rule.title);
    box.word("severity", rule.severity, [](const QString &word) { return alertSeverity(word); });
    box.word("of", rule.of, ofWord);
    box.exact("source", rule.source);
    box.text("metric", rule.metric);
    box.word("function", rule.function, [](const QString &word) { return alertFunction(word); });
    box.time("window_ms", rule.windowMs);
    box.word("least", rule.least, [](const QString &word) { return eventSeverity(word); });
    box.exact("type", rule.type);
    box.exact("tenant", rule.tenant);
    box.text("text", rule.text);
    box.text("pattern", rule.pattern);
    box.whole("from_minute", rule.fromMinute);
    box.whole("to_minute", rule.toMinute);
    box.word("by", rule.by, [](const QString &word) { return alertBy(word); });
    box.word("compare", rule.compare, [](const QString &word) {
        return word == u"above" ? std::optional(AlertRule::Compare::Above) : word == u"below" ? std::optional(AlertRule::Compare::Below) : std::nullopt;
    });
    box.number("limit", rule.limit);
    box.flag("baseline", rule.isOfBaseline);
    box.maybe("clears", rule.clears);
    box.whole("min_samples", rule.minSamples);
    box.time("for_ms", rule.forMs);
    box.time("keep_firing_ms", rule.keepFiringMs);
    box.flag("tells_no_data", rule.tellsNoData);
    box.flag("shipped", rule.isShipped);
}
template <class Box, class I>
    requires std::same_as<std::remove_const_t<I>, Inhibition>
void fields(Box &box, I &inhibition)
{
    box.text("rule", inhibition.rule);
    box.text("target", inhibition.target);
    box.flag("same_label", inhibition.isOfSameLabel);
}
template <class Box, class C>
    requires std::same_as<std::remove_const_t<C>, AlertChannel>
void fields(Box &box, C &channel)
{
    box.text("name", channel.name);
    box.word("kind", channel.kind, [](const QString &word) {
        return word == u"mail" ? std::optional(AlertChannel::Kind::Mail) : word == u"webhook" ? std::optional(AlertChannel::Kind::Webhook) : std::nullopt;
    });
    box.text("place", channel.place);
    box.word("least", channel.least, [](const QString &word) { return alertSeverity(word); });
    box.time("last_at", channel.lastAt);
    box.text("error_id", channel.errorId);
    box.text("error", channel.error);
}

template <class T>
QJsonObject objectOf(const T &value)
{
    Writer writer;
    fields(writer, value);
    return writer.object;
}

Error refused(const QString &detail) { return Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), detail}}); }

template <class T>
Result<T> valueOf(const QJsonObject &object)
{
    T value;
    Reader reader(object);
    fields(reader, value);
    if (reader.fault)
        return fail(refused(*reader.fault));
    return value;
}

template <class T>
QJsonArray listed(const QList<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array.append(json(value));
    return array;
}
template <class T>
QJsonArray plainlyListed(const QList<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array.append(objectOf(value));
    return array;
}

/// Every object of the list; false when one cannot be read.
template <class T, class Read>
bool readList(const QJsonObject &object, const char *key, QList<T> &into, std::optional<Error> &fault, Read read)
{
    const QJsonArray array = object.value(QLatin1String(key)).toArray();
    if (array.size() > kMaxListed) {
        fault = refused(QStringLiteral("\"%1\" has too many").arg(QLatin1String(key)));
        return false;
    }
    for (const QJsonValue &one : array) {
        auto value = read(one.toObject());
        if (!value) {
            fault = value.error();
            return false;
        }
        into.append(std::move(*value));
    }
    return true;
}

Result<QJsonObject> parsed(const QByteArray &text)
{
    if (text.size() > kMaxBoardBytes)
        return fail(refused(QStringLiteral("too large")));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return fail(refused(error.error == QJsonParseError::NoError ? QStringLiteral("no object") : error.errorString()));
    return document.object();
}

} // namespace

QJsonObject json(const Alert &alert)
{
    QJsonObject object = objectOf(alert);
    object.insert(QStringLiteral("trace"), plainlyListed(alert.trace));
    return object;
}

QJsonObject json(const Silence &silence) { return objectOf(silence); }

QJsonObject json(const AlertBoard &board)
{
    QJsonArray rules;
    for (const AlertRule &rule : board.rules) {
        QJsonObject one = objectOf(rule);
        one.insert(QStringLiteral("enabled"), rule.isEnabled); // true is what is usual
        rules.append(one);
    }
    return {{QStringLiteral("version"), 1},
            {QStringLiteral("agent"), board.agent},
            {QStringLiteral("at"), board.at},
            {QStringLiteral("alerts"), listed(board.alerts)},
            {QStringLiteral("left"), board.left},
            {QStringLiteral("rules"), rules},
            {QStringLiteral("silences"), listed(board.silences)},
            {QStringLiteral("inhibitions"), plainlyListed(board.inhibitions)},
            {QStringLiteral("channels"), plainlyListed(board.channels)}};
}

Result<Alert> alertOf(const QJsonObject &object)
{
    auto alert = valueOf<Alert>(object);
    if (!alert)
        return alert;
    std::optional<Error> fault;
    if (!readList(object, "trace", alert->trace, fault, valueOf<AlertEvaluation>))
        return fail(*fault);
    if (alert->trace.size() > Alert::kMaxTrace)
        alert->trace = alert->trace.last(Alert::kMaxTrace);
    return alert;
}

Result<Silence> silenceOf(const QJsonObject &object) { return valueOf<Silence>(object); }

Result<AlertBoard> boardOf(const QByteArray &text)
{
    const auto object = parsed(text);
    if (!object)
        return fail(object.error());
    if (object->value(QStringLiteral("version")).toInt() != 1)
        return fail(ErrorCode::StreamVersion, {{QStringLiteral("version"), QString::number(object->value(QStringLiteral("version")).toInt())},
                                               {QStringLiteral("expected"), QStringLiteral("1")}});
    AlertBoard board;
    Reader reader(*object);
    reader.text("agent", board.agent);
    reader.time("at", board.at);
    reader.whole("left", board.left);
    if (reader.fault)
        return fail(refused(*reader.fault));
    std::optional<Error> fault;
    const auto rule = [](const QJsonObject &one) -> Result<AlertRule> {
        auto read = valueOf<AlertRule>(one);
        if (read)
            read->isEnabled = one.value(QStringLiteral("enabled")).toBool(true);
        return read;
    };
    // A flag that is absent is false, whatever a new value has.
    const auto inhibition = [](const QJsonObject &one) -> Result<Inhibition> {
        auto read = valueOf<Inhibition>(one);
        if (read)
            read->isOfSameLabel = one.value(QStringLiteral("same_label")).toBool();
        return read;
    };
    if (!readList(*object, "alerts", board.alerts, fault, alertOf) || !readList(*object, "rules", board.rules, fault, rule)
        || !readList(*object, "silences", board.silences, fault, silenceOf) || !readList(*object, "inhibitions", board.inhibitions, fault, inhibition)
        || !readList(*object, "channels", board.channels, fault, valueOf<AlertChannel>))
        return fail(*fault);
    return board;
}

QByteArray textOf(const AlertEngine::Memory &memory)
{
    QJsonArray lines;
    for (const AlertEngine::Memory::Line &line : memory.lines) {
        QJsonArray minutes;
        for (const double value : line.minutes)
            minutes.append(value);
        QJsonObject one{{QStringLiteral("alert"), json(line.alert)}};
        if (line.toldAt != 0) {
            one.insert(QStringLiteral("told_at"), line.toldAt);
            one.insert(QStringLiteral("told"), wordOf(line.told));
        }
        if (!minutes.isEmpty())
            one.insert(QStringLiteral("minutes"), minutes);
        lines.append(one);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), 1},
                                     {QStringLiteral("at"), memory.at},
                                     {QStringLiteral("lines"), lines},
                                     {QStringLiteral("silences"), listed(memory.silences)}})
        .toJson(QJsonDocument::Compact);
}

Result<AlertEngine::Memory> memoryOf(const QByteArray &text)
{
    const auto object = parsed(text);
    if (!object)
        return fail(object.error());
    AlertEngine::Memory memory;
    Reader reader(*object);
    reader.time("at", memory.at);
    if (reader.fault)
        return fail(refused(*reader.fault));
    std::optional<Error> fault;
    const auto line = [](const QJsonObject &one) -> Result<AlertEngine::Memory::Line> {
        AlertEngine::Memory::Line read;
        auto alert = alertOf(one.value(QStringLiteral("alert")).toObject());
        if (!alert)
            return fail(alert.error());
        read.alert = std::move(*alert);
        Reader told(one);
        told.time("told_at", read.toldAt);
        if (told.fault)
            return fail(refused(*told.fault));
        if (one.value(QStringLiteral("told")).toString() == u"no_data")
            read.told = AlertEngine::News::Kind::NoData;
        const QJsonArray minutes = one.value(QStringLiteral("minutes")).toArray();
        for (const QJsonValue &value : minutes)
            if (value.isDouble() && read.minutes.size() < AlertWindow::kBaselineMinutes)
                read.minutes.push_back(value.toDouble());
        return read;
    };
    if (!readList(*object, "lines", memory.lines, fault, line) || !readList(*object, "silences", memory.silences, fault, silenceOf))
        return fail(*fault);
    return memory;
}

} // namespace plancia::monitoring
