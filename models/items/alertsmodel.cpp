// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertsmodel.h"

#include "models/format/format.h"
#include "models/items/alertwords.h"

#include <QHash>
#include <limits>
#include <span>
#include <tuple>

namespace plancia {

namespace {

struct Column {
    const char *name; ///< context AlertsModel
    ColumnKind kind;
    int width;
};
constexpr Column kAlerts[]{{QT_TRANSLATE_NOOP("plancia::AlertsModel", "State"), ColumnKind::State, 15}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Severity"), ColumnKind::Text, 10},
                           {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Alert"), ColumnKind::Name, 0},   {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Of"), ColumnKind::Identifier, 16},
                           {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Value"), ColumnKind::Text, 18},  {QT_TRANSLATE_NOOP("plancia::AlertsModel", "For"), ColumnKind::Time, 17},
                           {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Muted"), ColumnKind::Text, 22},  {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Acknowledged"), ColumnKind::Text, 14}};
constexpr Column kSilences[]{{QT_TRANSLATE_NOOP("plancia::AlertsModel", "Silence of"), ColumnKind::Name, 30}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Until"), ColumnKind::Time, 26},
                             {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Author"), ColumnKind::Text, 16}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Comment"), ColumnKind::Text, 0},
                             {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Mutes now"), ColumnKind::Number, 12}};
constexpr Column kRules[]{{QT_TRANSLATE_NOOP("plancia::AlertsModel", "Rule"), ColumnKind::Name, 28}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Says"), ColumnKind::Text, 0},
                          {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Severity"), ColumnKind::Text, 10}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "State"), ColumnKind::State, 12},
                          {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Firing"), ColumnKind::Number, 8}};
constexpr Column kLooks[]{{QT_TRANSLATE_NOOP("plancia::AlertsModel", "Time"), ColumnKind::Time, 9}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Value"), ColumnKind::Number, 8},
                          {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Limit"), ColumnKind::Number, 7}, {QT_TRANSLATE_NOOP("plancia::AlertsModel", "Samples"), ColumnKind::Number, 9}};

constexpr qsizetype kMostTitle = 46; ///< of a rule; what it says needs room, too

std::span<const Column> columnsOf(AlertsModel::List list)
{
    switch (list) {
    case AlertsModel::List::Alerts:
        return kAlerts;
    case AlertsModel::List::Silences:
        return kSilences;
    case AlertsModel::List::Rules:
        return kRules;
    case AlertsModel::List::Looks:
        break;
    }
    return kLooks;
}

/// Firing, pending, not known, resolved.
int rankOf(const Alert &alert)
{
    switch (alert.state) {
    case Alert::State::Firing:
        return alert.severity == AlertSeverity::Critical ? 0 : 1;
    case Alert::State::Pending:
        return 2;
    case Alert::State::NoData:
        return 3;
    case Alert::State::Resolved:
        return 4;
    case Alert::State::Inactive:
        break;
    }
    return 5;
}

} // namespace

bool wants(const AlertFilter &filter, const AlertBoard &board, const Alert &alert)
{
    if (!filter.withMuted && !alert.mutedBy.isEmpty())
        return false;
    if ((filter.state && alert.state != *filter.state) || (filter.severity && alert.severity != *filter.severity))
        return false;
    const auto has = [&filter](const QString &text) { return text.contains(filter.text, Qt::CaseInsensitive); };
    return filter.text.isEmpty() || has(titleOf(board, alert)) || has(alert.rule) || has(alert.label) || has(alert.acknowledgedBy);
}

AlertsModel::AlertsModel(List list, QObject *parent) : RowsModel(parent), m_list(list) {}

void AlertsModel::showAlerts(const AlertBoard &board, const AlertFilter &filter, std::optional<qint64> agentNow)
{
    QList<const Alert *> listed;
    QSet<QString> seen; // an agent may send what it likes
    for (const Alert &alert : board.alerts)
        if (wants(filter, board, alert) && !seen.contains(alert.id())) {
            seen.insert(alert.id());
            listed.append(&alert);
        }
    std::ranges::stable_sort(listed, [](const Alert *a, const Alert *b) { return std::tuple(rankOf(*a), sinceOf(*a)) < std::tuple(rankOf(*b), sinceOf(*b)); });
    struct Said {
        const AlertRule *rule = nullptr;
        QString words; ///< the same for all alerts of a rule
    };
    QHash<QString, Said> rules;
    for (const AlertRule &rule : board.rules)
        rules.insert(rule.name, {&rule, {}});
    QList<AlertRow> rows;
    for (const Alert *alert : std::as_const(listed)) {
        Said &said = rules[alert->rule];
        const AlertRule *rule = said.rule;
        if (rule && said.words.isEmpty())
            said.words = alertRuleWords(*rule);
        const AlertEvaluation look = alert->trace.isEmpty() ? AlertEvaluation() : alert->trace.last();
        const qint64 since = sinceOf(*alert);
        const bool isMuted = !alert->mutedBy.isEmpty();
        const qint64 now = agentNow.value_or(board.at);
        AlertRow row{alert->id(), toString(alert->state), {}};
        row.cells.append({wordFor(alert->state), {}, toneOf(*alert), isMuted});
        row.cells.append({wordFor(alert->severity), {}, Tone::None, isMuted});
        row.cells.append({rule ? titleOf(*rule) : alertText(alert->rule), said.words, Tone::None, isMuted});
        row.cells.append({alert->label.isEmpty() ? QStringLiteral("–") : alertText(alert->label), {}, Tone::None, isMuted});
        row.cells.append({alertComparison(rule ? *rule : AlertRule(), look), {}, Tone::None, isMuted || !look.value});
        row.cells.append({since == 0 ? QStringLiteral("–") : agentNow ? format::duration(std::max<qint64>(0, now - since)) : format::day(since, now),
                          since == 0 ? QString() : format::localAndUtc(since), Tone::None, isMuted});
        row.cells.append({mutedWords(board, *alert, now), {}, Tone::None, true});
        row.cells.append({alertText(alert->acknowledgedBy), alertText(alert->note), Tone::None, isMuted});
        rows.append(row);
    }
    become(rows);
    if (std::exchange(m_tellsAges, agentNow.has_value()) != agentNow.has_value())
        emit headerDataChanged(Qt::Horizontal, Since, Since);
}

void AlertsModel::showSilences(const AlertBoard &board, qint64 now)
{
    QList<Silence> silences = board.silences;
    std::ranges::stable_sort(silences, {}, &Silence::until);
    QList<AlertRow> rows;
    QSet<QString> seen;
    for (const Silence &silence : std::as_const(silences)) {
        if (seen.contains(silence.id))
            continue;
        seen.insert(silence.id);
        const auto muted = std::ranges::count_if(board.alerts, [&](const Alert &alert) { return silence.mutes(alert, now); });
        const bool isLater = silence.from > now;
        AlertRow row{silence.id, {}, {}};
        row.cells.append({silenceWords(silence), {}, Tone::None, isLater});
        row.cells.append({isLater ? tr("from %1 until %2").arg(format::day(silence.from, now), format::day(silence.until, now)) : format::day(silence.until, now), format::localAndUtc(silence.until),
                          Tone::None, isLater});
        row.cells.append({alertText(silence.author), {}, Tone::None, isLater});
        row.cells.append({alertText(silence.comment), {}, Tone::None, isLater});
        row.cells.append({isLater ? QStringLiteral("–") : format::count(muted), {}, Tone::None, isLater || muted == 0});
        rows.append(row);
    }
    become(rows);
}

void AlertsModel::showRules(const AlertBoard &board)
{
    QList<AlertRow> rows;
    QSet<QString> seen;
    qsizetype longest = 0;
    for (const AlertRule &rule : board.rules) {
        if (seen.contains(rule.name))
            continue;
        seen.insert(rule.name);
        const auto firing = std::ranges::count_if(board.alerts, [&](const Alert &alert) { return alert.rule == rule.name && alert.state == Alert::State::Firing; });
        const bool isOff = !rule.isEnabled;
        const QString words = alertRuleWords(rule);
        AlertRow row{rule.name, {}, {}};
        row.cells.append({titleOf(rule), alertText(rule.name), Tone::None, isOff});
        longest = std::max(longest, row.cells.last().text.size());
        row.cells.append({words, words, Tone::None, isOff});
        row.cells.append({wordFor(rule.severity), {}, Tone::None, isOff});
        row.cells.append({isOff ? tr("Off", "a rule") : tr("On", "a rule"), {}, isOff ? Tone::Off : Tone::Good, false});
        row.cells.append({isOff ? QStringLiteral("–") : format::count(firing), {}, Tone::None, isOff || firing == 0});
        rows.append(row);
    }
    become(rows);
    const int width = static_cast<int>(std::clamp<qsizetype>(longest, kRules[RuleTitle].width, kMostTitle));
    if (std::exchange(m_titleWidth, width) != width)
        emit headerDataChanged(Qt::Horizontal, RuleTitle, RuleTitle);
}

void AlertsModel::showLooks(const AlertRule &rule, const Alert &alert)
{
    QList<AlertRow> rows;
    QSet<qint64> seen;
    for (qsizetype i = alert.trace.size() - 1; i >= 0; --i) {
        const AlertEvaluation &look = alert.trace[i];
        if (seen.contains(look.at))
            continue;
        seen.insert(look.at);
        const bool isKnown = look.value.has_value();
        AlertRow row{QString::number(look.at), {}, {}};
        row.cells.append({format::time(look.at), format::localAndUtc(look.at), Tone::None, false});
        row.cells.append({isKnown ? alertValue(rule, *look.value) : tr("not known", "the value at some time"), {}, Tone::None, !isKnown});
        row.cells.append({look.limit ? alertValue(rule, *look.limit) : QStringLiteral("–"), {}, Tone::None, !look.limit});
        row.cells.append({format::count(look.samples), {}, Tone::None, look.samples < rule.minSamples});
        rows.append(row);
    }
    become(rows);
}

int AlertsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(columnsOf(m_list).size()); }

QVariant AlertsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const AlertRow &row = m_rows.at(index.row());
    const AlertCell &cell = row.cells.at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case IdRole:
        return row.id;
    case ToneRole:
        return cell.tone == Tone::None ? QVariant() : QVariant(static_cast<int>(cell.tone));
    case StatusRole:
        return row.word;
    case FullTextRole:
        return cell.full.isEmpty() ? QVariant() : QVariant(cell.full);
    case QuietRole:
        return cell.isQuiet;
    default:
        return {};
    }
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = columnsOf(m_list)[static_cast<size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return m_list == List::Alerts && section == Since && !m_tellsAges ? tr("Since", "column: since when an alert is as it is") : tr(column.name);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
    case ColumnKindRole:
        return static_cast<int>(column.kind);
    case ColumnWidthRole:
        return m_list == List::Rules && section == RuleTitle ? std::max(m_titleWidth, column.width) : column.width;
    case SortKeyRole:
        return -1;
    default:
        return {};
    }
}

} // namespace plancia
