// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/rulepanel.h"

#include "models/domain/metric.h"
#include "models/format/format.h"
#include "models/items/alertwords.h"
#include "models/items/eventsmodel.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/text.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kMostAlerts = 20;

QString hours(const AlertRule &rule)
{
    const auto clock = [](int minute) { return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0')); };
    return clock(rule.fromMinute) + QStringLiteral("–") + clock(rule.toMinute);
}
} // namespace

RulePanel::RulePanel(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("rulePanel"));
    QVBoxLayout *part = addPart();
    m_head = new QVBoxLayout;
    m_head->setSpacing(6);
    part->addLayout(m_head);
    m_enabled = new QCheckBox(tr("Is on"), this);
    m_enabled->setObjectName(QStringLiteral("ruleEnabled"));
    part->addWidget(m_enabled);
    connect(m_enabled, &QCheckBox::clicked, this, [this](bool isOn) {
        m_enabled->setChecked(m_rule.isEnabled); // until the board says that it is so
        emit enableAsked(m_rule, isOn);
    });
    m_fields = new QVBoxLayout;
    m_fields->setSpacing(6);
    part->addLayout(m_fields);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->hide();
    part->addWidget(m_error);
    const auto act = [this](const QString &text, const char *name, ButtonKind kind, auto signal) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, [this, signal] { emit(this->*signal)(m_rule); });
        m_acts.append(button);
    };
    act(tr("Edit"), "ruleEdit", ButtonKind::Secondary, &RulePanel::editAsked);
    act(tr("Duplicate"), "ruleDuplicate", ButtonKind::Secondary, &RulePanel::duplicateAsked);
    act(tr("Delete…"), "ruleRemove", ButtonKind::Danger, &RulePanel::removeAsked);
}

void RulePanel::openRule(const AlertBoard &board, const AlertRule &rule)
{
    if (rule.name != m_rule.name || isHidden())
        m_error->hide();
    QStringList shown{board.isOwn ? QStringLiteral("own") : board.agent};
    for (const Alert &alert : board.alerts)
        if (alert.rule == rule.name)
            shown.append(alert.id() + u' ' + toString(alert.state));
    const bool isOther = rule != m_rule || shown != m_shown;
    m_rule = rule;
    m_shown = shown;
    m_isOwn = board.isOwn;
    m_isGone = false;
    setTitle(titleOf(rule));
    setState(rule.isEnabled ? Tone::Good : Tone::Off, rule.isEnabled ? tr("On", "a rule") : tr("Off", "a rule"));
    m_enabled->setChecked(rule.isEnabled);
    if (isOther)
        fill(board);
    judge();
    show();
}

void RulePanel::fill(const AlertBoard &board)
{
    clear(m_head);
    clear(m_fields);
    QLabel *words = makeLabel(alertRuleWords(m_rule), TextKind::Body, Wrap::Yes);
    words->setObjectName(QStringLiteral("ruleWords"));
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_head->addWidget(words);
    if (!m_isOwn) {
        QLabel *where = makeLabel(tr("The rules of this agent are in agent.toml on its computer. They cannot be changed from here."), TextKind::Secondary, Wrap::Yes);
        where->setObjectName(QStringLiteral("ruleWhere"));
        m_head->addWidget(where);
    }
    addSection(m_fields, tr("Says now"));
    int count = 0;
    for (const Alert &alert : board.alerts) {
        if (alert.rule != m_rule.name || ++count > kMostAlerts)
            continue;
        const QString of = alert.label.isEmpty() ? wordFor(alert.state) : QStringLiteral("%1 · %2").arg(wordFor(alert.state), alertText(alert.label));
        auto *open = makeButton(lineOf(of).replace(u'&', QStringLiteral("&&")), ButtonKind::Link);
        m_fields->addWidget(open, 0, Qt::AlignLeft);
        connect(open, &QPushButton::clicked, this, [this, id = alert.id()] { emit alertAsked(id); }, Qt::QueuedConnection);
    }
    if (count == 0)
        m_fields->addWidget(makeLabel(m_rule.isEnabled ? tr("Nothing is wrong.") : tr("It is off: nothing is watched."), TextKind::Secondary));
    else if (count > kMostAlerts)
        m_fields->addWidget(makeLabel(tr("and %n more", "alerts", count - kMostAlerts), TextKind::Secondary));
    addFields();
}

void RulePanel::addFields()
{
    const AlertRule &rule = m_rule;
    const auto field = [this](const QString &label, const QString &value, Exact exact = Exact::No) { addRow(m_fields, label, value, exact); };
    const auto limit = [&rule](double value) { return rule.isOfBaseline ? tr("%1 × the mean of a day").arg(format::decimal(value, value == static_cast<int>(value) ? 0 : 2)) : alertValue(rule, value); };
    const auto yes = [](bool is) { return is ? tr("yes") : tr("no"); };
    addSection(m_fields, tr("Rule"));
    field(tr("Name"), alertText(rule.name), Exact::Yes);
    field(tr("Title"), rule.title.isEmpty() ? QStringLiteral("–") : titleOf(rule));
    field(tr("Severity"), wordFor(rule.severity));
    if (rule.of == AlertRule::Of::Metric) {
        field(tr("Metric"), alertText(rule.metric), Exact::Yes);
        field(tr("Meaning"), metricLabel(rule.metric));
    }
    field(tr("Measures"), tr("%1, over %2", "what is measured, over which window").arg(wordFor(rule.function), format::duration(rule.windowMs)));
    field(tr("Source"), alertText(rule.source), Exact::Yes);
    if (rule.of == AlertRule::Of::Events) {
        field(tr("Type"), alertText(rule.type), Exact::Yes);
        field(tr("Tenant"), alertText(rule.tenant), Exact::Yes);
        field(tr("Severity from"), wordFor(rule.least));
        field(tr("Text"), rule.text.isEmpty() ? QStringLiteral("–") : alertText(rule.text));
        field(tr("Pattern"), rule.pattern.isEmpty() ? QStringLiteral("–") : alertText(rule.pattern), Exact::Yes);
        field(tr("Hours"), rule.fromMinute == rule.toMinute ? tr("at any time") : hours(rule));
        field(tr("By itself"), rule.by == AlertRule::By::Tenant ? tr("each tenant") : rule.by == AlertRule::By::Source ? tr("each source") : tr("all together"));
    }
    field(rule.compare == AlertRule::Compare::Above ? tr("Above") : tr("Below"), limit(rule.limit));
    field(tr("Clears at"), rule.clears ? limit(*rule.clears) : QStringLiteral("–"));
    field(tr("Least samples"), format::count(rule.minSamples));
    field(tr("For"), rule.forMs > 0 ? format::duration(rule.forMs) : tr("at once"));
    field(tr("Fires on for"), rule.keepFiringMs > 0 ? format::duration(rule.keepFiringMs) : QStringLiteral("–"));
    field(tr("Tells no data"), yes(rule.tellsNoData));
}

void RulePanel::showGone()
{
    m_isGone = true;
    setState(Tone::Off, tr("Gone", "a rule"));
    judge();
}

void RulePanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
}

void RulePanel::setActing(bool isActing)
{
    m_isActing = isActing;
    if (isActing)
        m_error->hide();
    judge();
}

void RulePanel::judge()
{
    m_enabled->setVisible(m_isOwn);
    m_enabled->setEnabled(!m_isGone && !m_isActing);
    for (QPushButton *button : std::as_const(m_acts)) {
        button->setVisible(m_isOwn);
        button->setEnabled(!m_isGone && !m_isActing);
    }
    m_acts.last()->setVisible(m_isOwn && !m_rule.isShipped); // it can be switched off
}

} // namespace plancia::ui
