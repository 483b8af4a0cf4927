// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/protocol/plainframe.h"

#include "app/monitoring/protocol/wirevalues.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr qsizetype kMostDigits = 15; // below 2^53 whatever they are
constexpr qsizetype kUsualItemBytes = 200;

/// Goes forward through a text. What a function does not find it leaves where it is, but for string() and whole().
class Cursor {
public:
    explicit Cursor(QByteArrayView text) : m_at(text.begin()), m_end(text.end()) {}

    bool isAtEnd() const { return m_at == m_end; }
    bool take(QByteArrayView expected)
    {
        const bool isThere = QByteArrayView(m_at, m_end).startsWith(expected);
        m_at += isThere ? expected.size() : 0;
        return isThere;
    }
    std::optional<qint64> integer()
    {
        const char *at = m_at;
        qint64 number = 0;
        for (; at != m_end && *at >= '0' && *at <= '9' && at - m_at < kMostDigits; ++at)
            number = number * 10 + (*at - '0');
        const bool isGood = at != m_at && (*m_at != '0' || at - m_at == 1) && at != m_end && (*at == ',' || *at == '}');
        if (!isGood)
            return std::nullopt;
        m_at = at;
        return number;
    }
    std::optional<QString> string()
    {
        if (!take("\""))
            return std::nullopt;
        const char *const begin = m_at;
        bool isPlain = true;
        for (; m_at != m_end && *m_at != '"'; ++m_at) {
            isPlain = isPlain && *m_at >= ' ' && *m_at < '\x7f' && *m_at != '\\';
            if (*m_at == '\\' && ++m_at == m_end)
                return std::nullopt;
        }
        if (m_at == m_end)
            return std::nullopt;
        const QByteArrayView text(begin, m_at++);
        if (isPlain)
            return QString::fromLatin1(text);
        const QJsonValue value = parsed(QByteArrayView(begin - 1, m_at));
        return value.isString() ? std::optional(value.toString()) : std::nullopt;
    }
    /// An object or a number, which is undefined when it is none.
    QJsonValue whole()
    {
        const char *const begin = m_at;
        int depth = 0;
        bool isText = false;
        for (; m_at != m_end; ++m_at) {
            if (isText && *m_at == '\\') {
                if (++m_at == m_end) // the next one is a part of the text, whatever it is
                    break;
                continue;
            }
            if (*m_at == '"')
                isText = !isText;
            else if (isText)
                continue;
            else if (depth == 0 && (*m_at == ',' || *m_at == '}' || *m_at == ']'))
                break;
            else if (*m_at == '{' || *m_at == '[')
                ++depth;
            else if (*m_at == '}' || *m_at == ']')
                --depth;
        }
        return parsed(QByteArrayView(begin, m_at));
    }

private:
    static QJsonValue parsed(QByteArrayView text)
    {
        const QJsonArray list = QJsonDocument::fromJson('[' + text.toByteArray() + ']').array();
        return list.size() == 1 ? list.first() : QJsonValue(QJsonValue::Undefined);
    }
    const char *m_at;
    const char *m_end;
};

/// The members in the order of their names. False when it is not quite that.
bool readEvent(Cursor &text, StreamItem &item)
{
    Event &event = item.event.emplace();
    const auto integer = [&text](QByteArrayView name, qint64 &into) {
        const auto number = text.take(name) ? text.integer() : std::nullopt;
        into = number.value_or(-1);
        return number.has_value();
    };
    const auto string = [&text](QByteArrayView name, QString &into) {
        auto found = text.take(name) ? text.string() : std::nullopt;
        if (found)
            into = std::move(*found);
        return found.has_value();
    };
    const auto may = [&text](QByteArrayView name, const auto &read) { return !text.take(name) || read(); };
    QString severity;
    if (!integer("{\"at\":", item.sample.at) || !integer(",\"e\":{\"at\":", event.at))
        return false;
    const bool hasDetails = may(",\"d\":", [&] {
        const QJsonValue details = text.whole();
        event.details = QString::fromUtf8(QJsonDocument(details.toObject()).toJson(QJsonDocument::Compact));
        return details.isObject();
    });
    if (!hasDetails || !string(",\"l\":", severity) || !string(",\"m\":", event.message))
        return false;
    const bool hasNumbers = may(",\"ms\":", [&] {
        const QJsonValue took = text.whole();
        event.durationMs = took.toDouble() < 0 ? -1 : took.toDouble();
        return took.isDouble();
    }) && may(",\"n\":", [&] { return integer("", event.count); });
    if (!hasNumbers || !may(",\"tn\":", [&] { return string("", event.tenant); }) || !may(",\"tr\":", [&] { return string("", event.trace); })
        || !string(",\"y\":", event.type) || !integer("},\"o\":", item.sample.offset) || !string(",\"s\":", item.sample.source) || !text.take("}"))
        return false;
    const auto known = eventSeverity(severity);
    event.severity = known.value_or(EventSeverity::Info);
    event.offset = item.sample.offset;
    event.source = item.sample.source;
    return known && event.offset > 0 && checkItem(item);
}
} // namespace

std::optional<Samples> plainSamples(const QByteArray &frame, Result<StreamItem> (*other)(const QJsonValue &item))
{
    Cursor text(frame);
    if (!text.take(R"({"t":"samples","items":[)"))
        return std::nullopt;
    std::optional<Samples> samples(std::in_place);
    samples->items.reserve(std::min(kMaxItems, 1 + frame.size() / kUsualItemBytes));
    do {
        StreamItem item;
        Cursor inItem = text;
        if (readEvent(inItem, item)) {
            text = inItem;
        } else {
            auto read = other(text.whole());
            if (!read)
                return std::nullopt;
            item = std::move(*read);
        }
        if (samples->items.size() == kMaxItems || (!samples->items.isEmpty() && item.sample.offset != samples->items.last().sample.offset + 1))
            return std::nullopt;
        samples->items.append(std::move(item));
    } while (text.take(","));
    return text.take("]}") && text.isAtEnd() ? std::move(samples) : std::nullopt;
}

} // namespace plancia::monitoring
