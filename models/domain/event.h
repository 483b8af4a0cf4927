// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

/// How bad it is, from what only a developer wants to know to what wakes somebody up.
enum class EventSeverity { Debug, Info, Warning, Error, Critical };
inline constexpr int kEventSeverities = 5;
QString toString(EventSeverity severity); ///< "debug", "info", "warning", "error", "critical"
std::optional<EventSeverity> eventSeverity(QStringView word);

/// Something that happened, as the service, a watched server or the agent itself told it. All texts are plain.
struct Event {
    static constexpr qsizetype kMaxNameChars = 100;     ///< source, type, tenant and trace
    static constexpr qsizetype kMaxMessageChars = 2'000;
    static constexpr qsizetype kMaxDetailsBytes = 8'192; ///< as UTF-8

    qint64 offset = 0; ///< its place in the agent's stream
    qint64 at = 0;     ///< Unix ms UTC: when it happened, as it was told
    EventSeverity severity = EventSeverity::Info;
    QString source;  ///< who told it: "api", "pg:main", "agent"
    QString type;    ///< what kind, without anything that varies: "auth.refused", "read.orders"
    QString tenant;  ///< slug or id as it was told, or empty
    QString trace;   ///< of the trace or request that it belongs to, or empty
    QString message; ///< one sentence for people
    QString details; ///< a JSON object of whatever else is known, or empty
    double durationMs = -1; ///< how long it took; negative: not told
    /// How many it stands for: more than one when the agent keeps one in so many of its kind. Sums of it are exact.
    qint64 count = 1;
    bool operator==(const Event &) const = default;
};

/// What breaks the limits above, in English, or nothing: names printable and not too long, source and type not empty, details an
/// object, a count from 1 to 10⁹. `at` is not looked at.
std::optional<QString> faultOf(const Event &event);

/// What is asked of the remembered events: the newest first of a span, or of one trace.
struct EventsQuery {
    qint64 from = 0; ///< Unix ms UTC; both ends are included
    qint64 to = 0;
    QString trace;   ///< only of this one; empty for all
    QString before;  ///< EventsPage::next of the page before, or empty
    int limit = kMaxRows;
    static constexpr int kMaxRows = 20'000; ///< no page is longer
};

struct EventsPage {
    QList<Event> events; ///< oldest first
    QString next;        ///< asks for the page of older ones; empty when there are none
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Event)
