// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/config/configtable.h"

#include <algorithm>
#include <array>

namespace plancia::monitoring {

namespace {
struct Unit {
    char16_t letter;
    qint64 ms;
};
constexpr std::array kUnits{Unit{u'd', 86'400'000}, Unit{u'h', 3'600'000}, Unit{u'm', 60'000}, Unit{u's', 1'000}};
} // namespace

std::optional<toml::table> parseToml(const QByteArray &text, const QString &path, QList<Error> &faults)
{
    try { // Debian's toml++ is built to throw
        return toml::parse(std::string_view(text.constData(), static_cast<size_t>(text.size())));
    } catch (const toml::parse_error &error) {
        const std::string_view message = error.description();
        faults.append(Error(ErrorCode::ConfigInvalid,
                            {{QStringLiteral("path"), path},
                             {QStringLiteral("line"), QString::number(error.source().begin.line)},
                             {QStringLiteral("message"), QString::fromUtf8(message.data(), static_cast<qsizetype>(message.size()))}}));
        return std::nullopt;
    }
}

ConfigTable::ConfigTable(const toml::table &table, QString path, QString prefix, QList<Error> &faults)
    : m_table(table), m_path(std::move(path)), m_prefix(std::move(prefix)), m_faults(faults)
{
}

void ConfigTable::text(const char *key, QString &target)
{
    if (const toml::node *node = find(key)) {
        if (const auto value = node->value_exact<std::string>())
            target = QString::fromStdString(*value);
        else
            fault(QString::fromUtf8(key), node, QStringLiteral("must be text in quotes"));
    }
}

void ConfigTable::number(const char *key, int &target, int low, int high)
{
    if (const toml::node *node = find(key)) {
        const auto value = node->value_exact<int64_t>();
        if (value && *value >= low && *value <= high)
            target = static_cast<int>(*value);
        else
            fault(QString::fromUtf8(key), node, QStringLiteral("must be a whole number from %1 to %2").arg(low).arg(high));
    }
}

void ConfigTable::real(const char *key, double &target)
{
    if (const toml::node *node = find(key)) {
        if (const auto value = node->is_number() ? node->value<double>() : std::nullopt)
            target = *value;
        else
            fault(QString::fromUtf8(key), node, QStringLiteral("must be a number"));
    }
}

void ConfigTable::flag(const char *key, bool &target)
{
    if (const toml::node *node = find(key)) {
        if (const auto value = node->value_exact<bool>())
            target = *value;
        else
            fault(QString::fromUtf8(key), node, QStringLiteral("must be true or false"));
    }
}

void ConfigTable::duration(const char *key, qint64 &targetMs, qint64 lowMs, qint64 highMs)
{
    if (const toml::node *node = find(key)) {
        const auto word = node->value_exact<std::string>();
        const auto ms = word ? durationMs(QString::fromStdString(*word)) : std::nullopt;
        if (ms && *ms >= lowMs && *ms <= highMs)
            targetMs = *ms;
        else
            fault(QString::fromUtf8(key), node,
                  QStringLiteral("must be a time from %1 to %2, as in \"90s\" or \"5m\"").arg(durationWord(lowMs), durationWord(highMs)));
    }
}

void ConfigTable::list(const char *key, QStringList &target)
{
    const toml::node *node = find(key);
    if (!node)
        return;
    const toml::array *array = node->as_array();
    if (!array || !std::all_of(array->begin(), array->end(), [](const auto &entry) { return entry.is_string(); }))
        return fault(QString::fromUtf8(key), node, QStringLiteral("must be a list of texts, as in [\"a\", \"b\"]"));
    for (const auto &entry : *array)
        target.append(QString::fromStdString(*entry.value_exact<std::string>()));
}

QList<const toml::table *> ConfigTable::tables(const char *key, int most)
{
    QList<const toml::table *> found;
    const toml::node *node = find(key);
    if (!node)
        return found;
    const toml::array *array = node->as_array();
    if (!array || !array->is_array_of_tables() || array->size() > static_cast<size_t>(most)) {
        fault(QString::fromUtf8(key), node, QStringLiteral("write each under its own line [[%1]], at most %2").arg(QLatin1String(key)).arg(most));
        return found;
    }
    for (const toml::node &one : *array)
        found.append(one.as_table());
    return found;
}

const toml::node *ConfigTable::find(const char *key)
{
    m_known.insert(QString::fromUtf8(key));
    return m_table.get(key);
}

void ConfigTable::fault(const QString &key, const toml::node *node, const QString &message)
{
    const qint64 line = node ? node->source().begin.line : m_table.source().begin.line;
    m_faults.append(Error(ErrorCode::ConfigInvalid,
                          {{QStringLiteral("path"), m_path}, {QStringLiteral("key"), m_prefix + key},
                           {QStringLiteral("line"), QString::number(line)}, {QStringLiteral("message"), message}}));
}

void ConfigTable::refuseOthers()
{
    for (const auto &[key, node] : m_table) {
        const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.length()));
        if (name == QLatin1String("password")) {
            fault(name, &node, QStringLiteral("no password may stand here: use service, .pgpass or PGPASSWORD"));
        } else if (!m_known.contains(name)) {
            QStringList keys(m_known.begin(), m_known.end());
            keys.sort();
            fault(name, &node, QStringLiteral("is not a key that is known here; known are ") + keys.join(QStringLiteral(", ")));
        }
    }
}

std::optional<qint64> durationMs(const QString &text)
{
    qint64 sum = 0, number = -1;
    size_t unit = 0; // each once, the larger first
    for (const QChar c : text) {
        if (c >= u'0' && c <= u'9') {
            number = std::max<qint64>(number, 0) * 10 + c.digitValue();
            if (number > 1'000'000'000)
                return std::nullopt;
            continue;
        }
        while (unit < kUnits.size() && kUnits[unit].letter != c)
            ++unit;
        if (number < 0 || unit == kUnits.size())
            return std::nullopt;
        sum += number * kUnits[unit++].ms;
        number = -1;
    }
    return number < 0 && unit > 0 ? std::optional(sum) : std::nullopt;
}

QString durationWord(qint64 ms)
{
    QString word;
    for (const Unit &unit : kUnits)
        if (const qint64 count = ms / unit.ms; count > 0) {
            word += QString::number(count) + unit.letter;
            ms %= unit.ms;
        }
    return word.isEmpty() ? QStringLiteral("0s") : word;
}

} // namespace plancia::monitoring
