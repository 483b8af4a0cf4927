// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/dashboards/dashboardfile.h"

#include <array>
#include <sstream>
#include <toml++/toml.h>

namespace plancia::monitoring {

namespace {

constexpr qsizetype kMaxTitleChars = 200;
constexpr const char *kHead = "# A dashboard of Plancia: rows of tiles over metrics. The handbook says what each key means (Monitoring, Dashboards).\n";

QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
std::string stringOf(const QString &text) { return text.toStdString(); }

struct Limit {
    const char *key;
    std::optional<double> DashboardTile::*value;
};
constexpr std::array kLimits{Limit{"warn_above", &DashboardTile::warnAbove}, Limit{"warn_below", &DashboardTile::warnBelow},
                             Limit{"error_above", &DashboardTile::errorAbove}, Limit{"error_below", &DashboardTile::errorBelow}};

/// Reads the file; the first fault stays.
class Reader {
public:
    explicit Reader(QString path) : m_path(std::move(path)) {}
    std::optional<Error> fault;

    void refuse(const toml::node *node, const QString &key, const QString &message)
    {
        if (!fault)
            fault = Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), m_path},
                                                     {QStringLiteral("line"), QString::number(node ? node->source().begin.line : 1)},
                                                     {QStringLiteral("key"), key},
                                                     {QStringLiteral("message"), message}});
    }

    Dashboard dashboard(const toml::table &table, const QString &id)
    {
        Dashboard read;
        read.id = id;
        refuseOthers(table, {"version", "title", "source", "row"}, {});
        if (table["version"].value_exact<int64_t>() != 1)
            refuse(table.get("version"), QStringLiteral("version"), QStringLiteral("must be 1"));
        read.title = words(table.get("title"), QStringLiteral("title"));
        if (read.title.isEmpty())
            refuse(table.get("title"), QStringLiteral("title"), QStringLiteral("a dashboard needs a title"));
        const QString source = word(table, "source", {});
        if (source == QLatin1String("agent"))
            read.of = Metric::Of::Agent;
        else if (source == QLatin1String("target"))
            read.of = Metric::Of::Target;
        else if (source != QLatin1String("postgres"))
            refuse(table.get("source"), QStringLiteral("source"), QStringLiteral("must be \"postgres\", \"agent\" or \"target\""));
        const toml::array *rows = tables(table.get("row"), QStringLiteral("row"), kMaxDashboardRows);
        for (size_t r = 0; rows && r < rows->size(); ++r) {
            const QString prefix = QStringLiteral("row[%1].").arg(r);
            const toml::table &row = *rows->get(r)->as_table();
            refuseOthers(row, {"tile"}, prefix);
            const toml::array *tiles = tables(row.get("tile"), prefix + QStringLiteral("tile"), kMaxTilesPerRow);
            if (!tiles || tiles->empty())
                refuse(&row, prefix + QStringLiteral("tile"), QStringLiteral("a row needs a tile"));
            read.rows.append(QList<DashboardTile>());
            for (size_t t = 0; tiles && t < tiles->size(); ++t)
                read.rows.last().append(
                    tile(*tiles->get(t)->as_table(), prefix + QStringLiteral("tile[%1].").arg(t), read.of));
        }
        return read;
    }

private:
    DashboardTile tile(const toml::table &table, const QString &prefix, Metric::Of of)
    {
        DashboardTile read;
        refuseOthers(table, {"kind", "width", "title", "metrics", "judged", "warn_above", "warn_below", "error_above", "error_below"},
                     prefix);
        if (const auto kind = tileKindOf(word(table, "kind", prefix)))
            read.kind = *kind;
        else
            refuse(table.contains("kind") ? table.get("kind") : &table, prefix + QStringLiteral("kind"),
                   QStringLiteral("must be stat, line, area, bar, strip or table"));
        read.width = read.kind == DashboardTile::Kind::Stat ? DashboardTile::Width::Narrow : DashboardTile::Width::Half;
        if (table.contains("width")) {
            if (const auto width = tileWidthOf(word(table, "width", prefix)))
                read.width = *width;
            else
                refuse(table.get("width"), prefix + QStringLiteral("width"), QStringLiteral("must be narrow, half or full"));
        }
        read.title = words(table.get("title"), prefix + QStringLiteral("title"));
        if (const toml::array *metrics = table["metrics"].as_array()) {
            for (const toml::node &metric : *metrics) {
                if (const auto name = metric.value_exact<std::string>(); name && read.metrics.size() <= kMaxTileMetrics)
                    read.metrics.append(textOf(*name));
                else
                    refuse(&metric, prefix + QStringLiteral("metrics"), QStringLiteral("must be a short list of names in quotes"));
            }
        }
        read.judged = word(table, "judged", prefix);
        for (const Limit &limit : kLimits) {
            const toml::node *node = table.get(limit.key);
            if (!node)
                continue;
            read.*limit.value = node->value<double>();
            if (!node->is_number())
                refuse(node, prefix + QLatin1String(limit.key), QStringLiteral("must be a number"));
        }
        if (const auto why = faultOf(read, of))
            refuse(&table, prefix + QStringLiteral("metrics"), toString(*why));
        return read;
    }

    LocalText words(const toml::node *node, const QString &key)
    {
        LocalText text;
        if (!node)
            return text;
        const auto take = [&](const QString &language, const toml::node &value) {
            const auto words = value.value_exact<std::string>();
            const QString said = words ? textOf(*words).trimmed() : QString();
            if (said.isEmpty() || said.size() > kMaxTitleChars)
                refuse(&value, key, QStringLiteral("must be text in quotes, at most %1 letters").arg(kMaxTitleChars));
            else
                text.byLanguage.insert(language, said);
        };
        if (const toml::table *languages = node->as_table()) {
            for (const auto &[language, value] : *languages)
                take(textOf(language.str()).left(20), value);
        } else {
            take({}, *node);
        }
        return text;
    }
    QString word(const toml::table &table, const char *key, const QString &prefix)
    {
        const toml::node *node = table.get(key);
        if (!node)
            return {};
        const auto value = node->value_exact<std::string>();
        if (!value)
            refuse(node, prefix + QLatin1String(key), QStringLiteral("must be text in quotes"));
        return value ? textOf(*value) : QString();
    }
    const toml::array *tables(const toml::node *node, const QString &key, int most)
    {
        if (!node)
            return nullptr;
        const toml::array *array = node->as_array();
        if (array && array->is_array_of_tables() && array->size() <= static_cast<size_t>(most))
            return array;
        refuse(node, key, QStringLiteral("write each under its own line [[%1]], at most %2").arg(key.section(u'.', -1)).arg(most));
        return nullptr;
    }
    void refuseOthers(const toml::table &table, std::initializer_list<std::string_view> known, const QString &prefix)
    {
        for (const auto &[key, node] : table)
            if (std::find(known.begin(), known.end(), key.str()) == known.end())
                refuse(&node, prefix + textOf(key.str()), QStringLiteral("there is no such key"));
    }

    const QString m_path;
};

void insertWords(toml::table &table, const LocalText &text)
{
    if (text.isEmpty())
        return;
    if (text.byLanguage.size() == 1 && text.byLanguage.firstKey().isEmpty()) {
        table.insert("title", stringOf(text.byLanguage.first()));
        return;
    }
    toml::table languages;
    languages.is_inline(true);
    for (auto it = text.byLanguage.begin(); it != text.byLanguage.end(); ++it)
        languages.insert(stringOf(it.key()), stringOf(it.value()));
    table.insert("title", std::move(languages));
}

toml::table tableOf(const DashboardTile &tile)
{
    toml::table table;
    table.insert("kind", stringOf(toString(tile.kind)));
    table.insert("width", stringOf(toString(tile.width)));
    insertWords(table, tile.title);
    toml::array metrics;
    for (const QString &name : tile.metrics)
        metrics.push_back(stringOf(name));
    table.insert("metrics", std::move(metrics));
    if (!tile.judged.isEmpty())
        table.insert("judged", stringOf(tile.judged));
    for (const Limit &limit : kLimits)
        if (tile.*limit.value)
            table.insert(limit.key, *(tile.*limit.value));
    return table;
}

} // namespace

Result<Dashboard> parseDashboard(const QByteArray &text, const QString &id, const QString &path)
{
    Reader reader(path);
    if (text.size() > kMaxDashboardBytes) {
        reader.refuse(nullptr, {}, QStringLiteral("longer than 256 KiB"));
        return fail(*reader.fault);
    }
    try {
        const toml::table table = toml::parse(std::string_view(text.constData(), static_cast<size_t>(text.size())));
        const Dashboard dashboard = reader.dashboard(table, id);
        return reader.fault ? Result<Dashboard>(fail(*reader.fault)) : Result<Dashboard>(dashboard);
    } catch (const toml::parse_error &error) {
        return fail(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path},
                                               {QStringLiteral("line"), QString::number(error.source().begin.line)},
                                               {QStringLiteral("message"), textOf(error.description())}});
    }
}

Result<QByteArray> writeDashboard(const Dashboard &dashboard, const QString &path)
{
    toml::table file;
    file.insert("version", 1);
    insertWords(file, dashboard.title);
    file.insert("source", stringOf(dashboardSource(dashboard.of)));
    toml::array rows;
    for (const QList<DashboardTile> &tiles : dashboard.rows) {
        toml::array row;
        for (const DashboardTile &tile : tiles)
            row.push_back(tableOf(tile));
        rows.push_back(toml::table{{"tile", std::move(row)}});
    }
    if (!rows.empty())
        file.insert("row", std::move(rows));
    std::ostringstream out;
    out << kHead << toml::toml_formatter(file) << '\n';
    const QByteArray text = QByteArray::fromStdString(out.str());
    // What could not be read again is never written.
    auto again = parseDashboard(text, dashboard.id, path);
    if (!again)
        return fail(again.error());
    return text;
}

} // namespace plancia::monitoring
