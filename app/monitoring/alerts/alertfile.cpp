// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertfile.h"

#include "app/monitoring/config/configtable.h"

#include <QFile>
#include <QFileInfo>
#include <QDir>
#include <QTime>
#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace plancia::monitoring {

namespace {

constexpr int kMaxInhibitions = 100;
constexpr int kMaxRoutes = 20;
constexpr int kMaxAddresses = 20;
constexpr qint64 kMaxUrlBytes = 4096;
constexpr qint64 kMsPerSecond = 1000;

std::optional<AlertRoute::Format> formatOf(const QString &word)
{
    if (word == u"plain")
        return AlertRoute::Format::Plain;
    return word == u"slack" ? std::optional(AlertRoute::Format::Slack) : std::nullopt;
}

std::optional<AlertChannel::Kind> kindOf(const QString &word)
{
    if (word == u"webhook")
        return AlertChannel::Kind::Webhook;
    return word == u"mail" ? std::optional(AlertChannel::Kind::Mail) : std::nullopt;
}

/// "22:00-06:00" as minutes of the day.
std::optional<std::pair<int, int>> hoursOf(const QString &text)
{
    const QStringList ends = text.split(u'-');
    if (ends.size() != 2)
        return std::nullopt;
    const QTime from = QTime::fromString(ends[0].trimmed(), QStringLiteral("HH:mm")), to = QTime::fromString(ends[1].trimmed(), QStringLiteral("HH:mm"));
    if (!from.isValid() || !to.isValid() || from == to)
        return std::nullopt;
    return std::pair(from.hour() * 60 + from.minute(), to.hour() * 60 + to.minute());
}

QString hoursWord(const AlertRule &rule)
{
    const auto time = [](int minute) { return QTime(minute / 60, minute % 60).toString(QStringLiteral("HH:mm")); };
    return time(rule.fromMinute) + u'-' + time(rule.toMinute);
}

struct LimitKey {
    const char *key;
    AlertRule::Compare compare;
    bool isOfBaseline;
};
constexpr std::array kLimitKeys{LimitKey{"above", AlertRule::Compare::Above, false}, LimitKey{"below", AlertRule::Compare::Below, false},
                                LimitKey{"above_baseline", AlertRule::Compare::Above, true},
                                LimitKey{"below_baseline", AlertRule::Compare::Below, true}};

AlertRule readRule(ConfigTable table)
{
    AlertRule rule;
    table.text("name", rule.name);
    table.text("title", rule.title);
    table.word("severity", rule.severity, [](const QString &word) { return alertSeverity(word); }, QStringLiteral("warning, critical"));
    table.flag("enabled", rule.isEnabled);
    table.text("source", rule.source);
    rule.of = table.has("metric") ? AlertRule::Of::Metric : AlertRule::Of::Events;
    table.text("metric", rule.metric);
    if (rule.of == AlertRule::Of::Events)
        rule.function = AlertRule::Function::Count;
    table.word("function", rule.function, [](const QString &word) { return alertFunction(word); },
               QStringLiteral("last, mean, least, greatest, count, error_share, p50, p95, p99"));
    table.duration("window", rule.windowMs, kMsPerSecond, AlertRule::kMaxWindowMs);
    int limits = 0;
    for (const LimitKey &limit : kLimitKeys) {
        if (!table.has(limit.key))
            continue;
        ++limits;
        rule.compare = limit.compare;
        rule.isOfBaseline = limit.isOfBaseline;
        table.real(limit.key, rule.limit);
    }
    if (limits != 1)
        table.fault(QStringLiteral("above"), nullptr, QStringLiteral("give one of above, below, above_baseline, below_baseline"));
    if (double clears = 0; table.has("clears")) {
        table.real("clears", clears);
        rule.clears = clears;
    }
    table.number("min_samples", rule.minSamples, 1, 1'000'000);
    table.duration("for", rule.forMs, 0, AlertRule::kMaxForMs);
    table.duration("keep_firing_for", rule.keepFiringMs, 0, AlertRule::kMaxForMs);
    table.word("no_data", rule.tellsNoData, [](const QString &word) {
        return word == u"tell" ? std::optional(true) : word == u"show" ? std::optional(false) : std::nullopt;
    }, QStringLiteral("show, tell"));
    if (rule.of == AlertRule::Of::Events) {
        table.word("least", rule.least, [](const QString &word) { return eventSeverity(word); }, QStringLiteral("debug, info, warning, error, critical"));
        table.text("type", rule.type);
        table.text("tenant", rule.tenant);
        table.text("text", rule.text);
        table.text("pattern", rule.pattern);
        table.word("by", rule.by, [](const QString &word) { return alertBy(word); }, QStringLiteral("source, tenant, nothing"));
        if (QString hours; table.has("hours")) {
            table.text("hours", hours);
            if (const auto ends = hoursOf(hours))
                std::tie(rule.fromMinute, rule.toMinute) = *ends;
            else
                table.fault(QStringLiteral("hours"), table.find("hours"), QStringLiteral("must be two times of the day, as in \"22:00-06:00\""));
        }
    }
    if (const auto fault = faultOf(rule))
        table.fault(fault->key, table.find(fault->key.toLatin1().constData()), fault->message);
    table.refuseOthers();
    return rule;
}

/// No line's end and nothing that a header could hide.
bool isAddress(const QString &text)
{
    return text.size() <= 254 && text.count(u'@') == 1 && !text.startsWith(u'-')
        && std::ranges::all_of(text, [](QChar c) { return c.unicode() > 32 && c.unicode() < 127 && !QStringLiteral("<>()[],;:\\\"").contains(c); });
}

bool isWebhook(const QUrl &url)
{
    return url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty() && url.userInfo().isEmpty();
}

AlertRoute readRoute(ConfigTable table)
{
    AlertRoute route;
    table.text("name", route.channel.name);
    if (route.channel.name.isEmpty() || route.channel.name.size() > AlertRule::kMaxNameChars)
        table.fault(QStringLiteral("name"), table.find("name"), QStringLiteral("give it a name of 1 to %1 characters").arg(AlertRule::kMaxNameChars));
    table.word("kind", route.channel.kind, kindOf, QStringLiteral("webhook, mail"));
    table.word("least", route.channel.least, [](const QString &word) { return alertSeverity(word); }, QStringLiteral("warning, critical"));
    if (route.channel.kind == AlertChannel::Kind::Webhook) {
        QString url;
        table.text("url", url);
        table.text("url_file", route.urlFile);
        table.word("format", route.format, formatOf, QStringLiteral("plain, slack"));
        route.url = QUrl(url, QUrl::StrictMode);
        route.channel.place = route.url.host();
        if (url.isEmpty() == route.urlFile.isEmpty())
            table.fault(QStringLiteral("url"), nullptr, QStringLiteral("give one of url, url_file"));
        else if (!url.isEmpty() && !isWebhook(route.url))
            table.fault(QStringLiteral("url"), table.find("url"), QStringLiteral("must be an address with https or http, and without a name and password"));
    } else {
        table.list("to", route.to);
        route.channel.place = route.to.join(QStringLiteral(", "));
        if (route.to.isEmpty() || route.to.size() > kMaxAddresses || !std::ranges::all_of(route.to, isAddress))
            table.fault(QStringLiteral("to"), table.find("to"), QStringLiteral("must be 1 to %1 addresses, as in [\"ops@example.com\"]").arg(kMaxAddresses));
    }
    table.refuseOthers();
    return route;
}

/// A secret: nobody else may read it.
Result<QUrl> readUrl(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    struct stat facts {};
    const bool isOurs = ::fstat(file.handle(), &facts) == 0 && S_ISREG(facts.st_mode) && (facts.st_mode & 077) == 0;
    const QUrl url(QString::fromUtf8(file.read(kMaxUrlBytes)).trimmed(), QUrl::StrictMode);
    const auto refuse = [&path](const QString &message) {
        return fail(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
    };
    if (!isOurs)
        return refuse(QStringLiteral("must be a file that only this user can read: chmod 600"));
    if (!isWebhook(url))
        return refuse(QStringLiteral("must hold one line, an address with https or http"));
    return url;
}

QByteArray quoted(QString text)
{
    return '"' + text.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\"")).toUtf8() + '"';
}

QByteArray number(double value)
{
    const QByteArray text = QByteArray::number(value, 'g', 17);
    const QByteArray brief = QByteArray::number(value, 'g', 12);
    return brief.toDouble() == value ? brief : text;
}

/// Only what differs from what an absent key means.
QByteArray written(const AlertRule &rule)
{
    AlertRule plain;
    if (rule.of == AlertRule::Of::Events)
        plain.function = AlertRule::Function::Count;
    QByteArray text = "[[rule]]\n";
    const auto line = [&text](const char *key, const QByteArray &value) { text += QByteArray(key) + " = " + value + '\n'; };
    line("name", quoted(rule.name));
    if (!rule.title.isEmpty())
        line("title", quoted(rule.title));
    line("severity", quoted(toString(rule.severity)));
    if (!rule.isEnabled)
        line("enabled", "false");
    line("source", quoted(rule.source));
    if (rule.of == AlertRule::Of::Metric)
        line("metric", quoted(rule.metric));
    line("function", quoted(toString(rule.function)));
    line("window", quoted(durationWord(rule.windowMs)));
    for (const LimitKey &limit : kLimitKeys)
        if (limit.compare == rule.compare && limit.isOfBaseline == rule.isOfBaseline)
            line(limit.key, number(rule.limit));
    if (rule.clears)
        line("clears", number(*rule.clears));
    if (rule.minSamples != plain.minSamples)
        line("min_samples", QByteArray::number(rule.minSamples));
    if (rule.forMs != 0)
        line("for", quoted(durationWord(rule.forMs)));
    if (rule.keepFiringMs != 0)
        line("keep_firing_for", quoted(durationWord(rule.keepFiringMs)));
    if (rule.tellsNoData)
        line("no_data", "\"tell\"");
    if (rule.of == AlertRule::Of::Metric)
        return text;
    if (rule.least != plain.least)
        line("least", quoted(toString(rule.least)));
    if (rule.type != plain.type)
        line("type", quoted(rule.type));
    if (rule.tenant != plain.tenant)
        line("tenant", quoted(rule.tenant));
    if (!rule.text.isEmpty())
        line("text", quoted(rule.text));
    if (!rule.pattern.isEmpty())
        line("pattern", quoted(rule.pattern));
    if (rule.fromMinute != rule.toMinute)
        line("hours", quoted(hoursWord(rule)));
    line("by", quoted(toString(rule.by)));
    return text;
}

/// First and last line, from 0, of the rule of that name; {-1, -1} when there is none.
std::pair<qsizetype, qsizetype> linesOf(const toml::table &file, const QByteArrayList &lines, const QString &name)
{
    const toml::array *rules = file["rule"].as_array();
    for (size_t i = 0; rules && i < rules->size(); ++i) {
        const toml::table *rule = rules->get(i)->as_table();
        if (!rule || (*rule)["name"].value_or(std::string()) != name.toStdString())
            continue;
        const auto first = static_cast<qsizetype>(rule->source().begin.line) - 1;
        qsizetype last = first;
        // The last line of its last key: what comes after it, a comment perhaps, is the next one's.
        for (const auto &[key, node] : *rule)
            last = std::max({last, static_cast<qsizetype>(key.source().end.line) - 1, static_cast<qsizetype>(node.source().end.line) - 1});
        return {first, std::min(last, lines.size() - 1)};
    }
    return {-1, -1};
}

/// Lines of the text with those of the rule replaced.
Result<QByteArray> replaced(const QByteArray &text, const QString &name, const QByteArray &by, const QString &path)
{
    QList<Error> faults;
    const auto file = parseToml(text, path, faults);
    if (!file)
        return fail(faults.first());
    QByteArrayList lines = text.split('\n');
    const auto [first, last] = linesOf(*file, lines, name);
    if (first < 0) {
        if (by.isEmpty())
            return text;
        return text + (text.isEmpty() ? "" : text.endsWith('\n') ? "\n" : "\n\n") + by;
    }
    lines.remove(first, last - first + 1);
    if (!by.isEmpty())
        lines.insert(first, by.chopped(1));
    else if (first < lines.size() && first > 0 && lines[first].isEmpty() && lines[first - 1].isEmpty())
        lines.removeAt(first);
    return lines.join('\n');
}

/// Only that rule is another afterwards, or the text is not changed.
Result<QByteArray> changed(const QByteArray &text, const QString &was, const std::optional<AlertRule> &rule, const QString &path)
{
    QList<Error> faults;
    AlertFile expected = parseAlerts(text, path, faults);
    if (!faults.isEmpty())
        return fail(faults.first());
    auto made = replaced(text, was, rule ? written(*rule) : QByteArray(), path);
    if (!made)
        return made;
    const AlertFile now = parseAlerts(*made, path, faults);
    if (!faults.isEmpty())
        return fail(faults.first());
    const auto place = std::ranges::find(expected.rules, was, &AlertRule::name);
    if (place != expected.rules.end() && rule)
        *place = *rule;
    else if (place != expected.rules.end())
        expected.rules.erase(place);
    else if (rule)
        expected.rules.append(*rule);
    if (now != expected)
        return fail(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path},
                                               {QStringLiteral("message"), QStringLiteral("the rule cannot be changed without changing others: write each rule under its own line [[rule]]")}});
    return made;
}

} // namespace

AlertFile parseAlerts(const QByteArray &text, const QString &path, QList<Error> &faults)
{
    AlertFile file;
    if (text.size() > kMaxAlertFileBytes) {
        faults.append(Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("is larger than 1 MiB")}}));
        return file;
    }
    const auto parsed = parseToml(text, path, faults);
    if (!parsed)
        return file;
    ConfigTable table(*parsed, path, {}, faults);
    table.flag("usual_rules", file.usesUsual);
    QSet<QString> names;
    int i = 0;
    for (const toml::table *one : table.tables("rule", AlertRule::kMaxRules)) {
        const QString prefix = QStringLiteral("rule[%1].").arg(i++);
        file.rules.append(readRule(ConfigTable(*one, path, prefix, faults)));
        if (names.contains(file.rules.last().name))
            table.fault(prefix + QStringLiteral("name"), one->get("name"), QStringLiteral("another rule has this name"));
        names.insert(file.rules.last().name);
    }
    i = 0;
    for (const toml::table *one : table.tables("inhibit", kMaxInhibitions)) {
        ConfigTable inhibit(*one, path, QStringLiteral("inhibit[%1].").arg(i++), faults);
        Inhibition read;
        inhibit.text("rule", read.rule);
        inhibit.text("target", read.target);
        inhibit.flag("same_label", read.isOfSameLabel);
        if (read.rule.isEmpty() || read.target.isEmpty())
            inhibit.fault(QStringLiteral("rule"), nullptr, QStringLiteral("give rule and target"));
        inhibit.refuseOthers();
        file.inhibitions.append(read);
    }
    i = 0;
    names.clear();
    for (const toml::table *one : table.tables("channel", kMaxRoutes)) {
        const QString prefix = QStringLiteral("channel[%1].").arg(i++);
        file.routes.append(readRoute(ConfigTable(*one, path, prefix, faults)));
        if (names.contains(file.routes.last().channel.name))
            table.fault(prefix + QStringLiteral("name"), one->get("name"), QStringLiteral("another channel has this name"));
        names.insert(file.routes.last().channel.name);
    }
    table.refuseOthers();
    return file;
}

AlertFile readAlerts(const QByteArray &text, const QString &path, QList<Error> &faults)
{
    AlertFile read = parseAlerts(text, path, faults);
    for (AlertRoute &route : read.routes) {
        if (route.urlFile.isEmpty())
            continue;
        if (auto url = readUrl(QFileInfo(path).absoluteDir().absoluteFilePath(route.urlFile))) {
            route.url = *url;
            route.channel.place = url->host();
        } else {
            const QString key = QStringLiteral("channel “%1”, url_file").arg(route.channel.name);
            faults.append(Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path}, {QStringLiteral("key"), key}, {QStringLiteral("message"), url.error().fact(u"path") + QStringLiteral(": ") + url.error().fact(u"message")}}));
        }
    }
    return read;
}

AlertFile readAlerts(const QString &path, QList<Error> &faults)
{
    QFile file(path);
    if (!file.exists()) {
        faults.append(Error(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}}));
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        faults.append(Error(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}}));
        return {};
    }
    return readAlerts(file.read(kMaxAlertFileBytes + 1), path, faults);
}

AlertConfig configOf(const QList<AlertRule> &usual, const AlertFile &file)
{
    AlertConfig config;
    config.inhibitions = file.inhibitions;
    const auto isOver = [&file](const AlertRule &one) {
        return std::ranges::any_of(file.rules, [&one](const AlertRule &rule) { return rule.name == one.name; });
    };
    if (file.usesUsual)
        std::ranges::copy_if(usual, std::back_inserter(config.rules), std::not_fn(isOver));
    for (AlertRule &rule : config.rules)
        rule.isShipped = true;
    config.rules += file.rules;
    return config;
}

Result<QByteArray> withRule(const QByteArray &text, AlertRule rule, const QString &was, const QString &path)
{
    rule.isShipped = false; // a person's from now on
    return changed(text, was, rule, path);
}

Result<QByteArray> withoutRule(const QByteArray &text, const QString &name, const QString &path) { return changed(text, name, std::nullopt, path); }

} // namespace plancia::monitoring
