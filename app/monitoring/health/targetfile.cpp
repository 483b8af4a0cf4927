// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/targetfile.h"

#include "app/monitoring/config/configtable.h"

#include <algorithm>
#include <array>

namespace plancia::monitoring {

namespace {

using Kind = HealthTarget::Kind;

Error configError(const QString &path, const QString &message)
{
    return Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

/// Which kinds know a key that not all know.
struct OwnKey {
    const char *key;
    std::array<std::optional<Kind>, 3> kinds;
};
constexpr std::array<OwnKey, 8> kOwnKeys{{{"status", {Kind::Http}},
                                          {"body", {Kind::Http}},
                                          {"follow_redirects", {Kind::Http}},
                                          {"warn_days", {Kind::Http, Kind::Prometheus, Kind::Certificate}},
                                          {"least_free_percent", {Kind::Disk}},
                                          {"least_free_bytes", {Kind::Disk}},
                                          {"most_hours", {Kind::Backup}},
                                          {"series", {Kind::Prometheus}}}};

bool knows(Kind kind, const OwnKey &own) { return std::ranges::find(own.kinds, std::optional(kind)) != own.kinds.end(); }

/// One [[target]]; what is wrong with it is among the faults.
HealthTarget readTarget(const toml::table &table, const QString &path, const QString &prefix, QList<Error> &faults)
{
    const qsizetype before = faults.size();
    ConfigTable read(table, path, prefix, faults);
    HealthTarget target;
    read.text("name", target.name);
    if (!read.has("kind"))
        read.fault(QStringLiteral("kind"), nullptr, QStringLiteral("say which: ") + targetKinds().join(QStringLiteral(", ")));
    read.word("kind", target.kind, [](const QString &word) { return targetKindOf(word); }, targetKinds().join(QStringLiteral(", ")));
    read.text("address", target.address);
    read.number("every", target.everySeconds, HealthTarget::kLeastEvery, HealthTarget::kMostEvery);
    read.number("timeout_ms", target.timeoutMs, HealthTarget::kLeastTimeoutMs, HealthTarget::kMostTimeoutMs);
    read.flag("critical", target.isCritical);
    read.number("status", target.status, 100, 599);
    read.text("body", target.body);
    read.flag("follow_redirects", target.followsRedirects);
    read.number("warn_days", target.warnDays, 0, HealthTarget::kMostDays);
    if (read.has("least_free_bytes") && !read.has("least_free_percent"))
        target.leastFreePercent = 0; // one limit was said, and is meant
    double bytes = 0;
    read.real("least_free_bytes", bytes);
    target.leastFreeBytes = static_cast<qint64>(std::clamp(bytes, -1.0, 1e18));
    read.real("least_free_percent", target.leastFreePercent);
    read.number("most_hours", target.mostHours, 1, HealthTarget::kMostHours);
    read.list("series", target.series);
    for (QString &one : target.series)
        if (const auto selector = seriesSelector(one)) // else it is told below
            one = toString(*selector);
    read.refuseOthers();
    if (faults.size() == before)
        for (const OwnKey &own : kOwnKeys)
            if (read.has(own.key) && !knows(target.kind, own))
                read.fault(QLatin1String(own.key), read.find(own.key), QStringLiteral("is of no use for a target of kind %1").arg(toString(target.kind)));
    if (faults.size() == before)
        for (const TargetFault &wrong : faultsOf(target))
            read.fault(wrong.key, table.get(wrong.key.toStdString()), wrong.message);
    return target;
}

/// A target and the lines of the file that it stands on, from 1.
struct Placed {
    HealthTarget target;
    qint64 first = 0, last = 0;
};
struct PlacedTargets {
    QList<Placed> placed;
    QList<Error> faults;
};

qint64 lastLineOf(const toml::table &table)
{
    qint64 last = table.source().begin.line;
    for (const auto &[key, node] : table)
        last = std::max<qint64>(last, node.source().end.line);
    return last;
}

PlacedTargets readPlaced(const QByteArray &text, const QString &path, OtherKeys others)
{
    PlacedTargets read;
    if (text.size() > kMaxTargetFileBytes) {
        read.faults.append(configError(path, QStringLiteral("longer than 1 MiB")));
        return read;
    }
    const auto file = parseToml(text, path, read.faults);
    if (!file)
        return read;
    ConfigTable whole(*file, path, {}, read.faults);
    int number = 0;
    QSet<QString> names;
    for (const toml::table *table : whole.tables("target", HealthTarget::kMostTargets)) {
        const QString prefix = QStringLiteral("target[%1].").arg(number++);
        const qsizetype before = read.faults.size();
        if (table->is_inline())
            whole.fault(QStringLiteral("target"), table, QStringLiteral("write each under its own line [[target]]"));
        const HealthTarget target = readTarget(*table, path, prefix, read.faults);
        if (names.contains(target.name))
            whole.fault(prefix + QStringLiteral("name"), table->get("name"), QStringLiteral("another target has this name"));
        names.insert(target.name);
        if (read.faults.size() == before)
            read.placed.append({target, static_cast<qint64>(table->source().begin.line), lastLineOf(*table)});
    }
    if (others == OtherKeys::Refused)
        whole.refuseOthers();
    return read;
}

QList<HealthTarget> targetsOf(const PlacedTargets &read)
{
    QList<HealthTarget> targets;
    for (const Placed &one : read.placed)
        targets.append(one.target);
    return targets;
}

std::string quoted(const QString &text)
{
    std::string quoted = "\"";
    for (const char c : text.toStdString()) { // controls are none of a target's
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}
} // namespace

TargetsRead parseTargets(const QByteArray &text, const QString &path, OtherKeys others)
{
    const PlacedTargets read = readPlaced(text, path, others);
    return {targetsOf(read), read.faults};
}

QByteArray targetText(const HealthTarget &target)
{
    const HealthTarget usual;
    QByteArray text = "[[target]]\n";
    const auto line = [&text](const char *key, const std::string &value) { text += QByteArray(key) + " = " + QByteArray::fromStdString(value) + '\n'; };
    line("name", quoted(target.name));
    line("kind", quoted(toString(target.kind)));
    if (!target.address.isEmpty())
        line("address", quoted(target.address));
    line("every", std::to_string(target.everySeconds));
    line("timeout_ms", std::to_string(target.timeoutMs));
    line("critical", target.isCritical ? "true" : "false");
    if (target.status != 0)
        line("status", std::to_string(target.status));
    if (!target.body.isEmpty())
        line("body", quoted(target.body));
    if (target.followsRedirects)
        line("follow_redirects", "true");
    if (target.warnDays != usual.warnDays)
        line("warn_days", std::to_string(target.warnDays));
    if (target.kind == Kind::Disk) {
        line("least_free_percent", QByteArray::number(target.leastFreePercent, 'g', 6).toStdString());
        if (target.leastFreeBytes != 0)
            line("least_free_bytes", std::to_string(target.leastFreeBytes));
    }
    if (target.mostHours != 0)
        line("most_hours", std::to_string(target.mostHours));
    if (!target.series.isEmpty()) {
        std::string all;
        for (const QString &one : target.series)
            all += (all.empty() ? "[" : ", ") + quoted(one);
        line("series", all + "]");
    }
    return text;
}

Result<QByteArray> withTarget(const QByteArray &text, const QString &path, const std::optional<HealthTarget> &target, const QString &former)
{
    const PlacedTargets before = readPlaced(text, path, OtherKeys::Refused);
    if (!before.faults.isEmpty())
        return fail(before.faults.first()); // somebody's work with a fault in it is not written over
    QList<HealthTarget> wanted = targetsOf(before);
    if (target && target->name != former && std::ranges::any_of(wanted, [&target](const HealthTarget &one) { return one.name == target->name; }))
        return fail(ErrorCode::ConflictNameTaken, {{QStringLiteral("name"), target->name}});
    QList<QByteArray> lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    QList<QByteArray> block;
    if (target) {
        block = targetText(*target).split('\n');
        block.removeLast();
    }
    if (former.isEmpty()) {
        if (!lines.isEmpty() && !lines.last().trimmed().isEmpty())
            lines.append(QByteArray());
        lines.append(block);
        wanted.append(target.value_or(HealthTarget()));
    } else {
        const auto at = std::ranges::find_if(before.placed, [&former](const Placed &one) { return one.target.name == former; });
        if (at == before.placed.end())
            return fail(ErrorCode::TargetNotFound, {{QStringLiteral("value"), former}});
        const auto index = at - before.placed.begin();
        qsizetype first = at->first - 1, last = at->last;
        if (!target && last < lines.size() && lines.at(last).trimmed().isEmpty())
            ++last; // the blank line behind it goes with it
        lines = lines.mid(0, first) + block + lines.mid(last);
        if (target)
            wanted[index] = *target;
        else
            wanted.removeAt(index);
    }
    const QByteArray after = lines.isEmpty() ? QByteArray() : lines.join('\n') + '\n';
    const PlacedTargets again = readPlaced(after, path, OtherKeys::Refused);
    if (!again.faults.isEmpty())
        return fail(again.faults.first());
    if (targetsOf(again) != wanted) // a form of TOML that cannot be cut by lines
        return fail(configError(path, QStringLiteral("write each key of a target on a line of its own under [[target]]")));
    return after;
}

} // namespace plancia::monitoring
