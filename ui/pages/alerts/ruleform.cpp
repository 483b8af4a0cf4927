// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/ruleform.h"

#include "models/domain/metric.h"
#include "models/items/alertwords.h"
#include "models/items/eventsmodel.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"
#include "ui/pages/alerts/durationedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QTimeEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace plancia::ui {

namespace {
using Function = AlertRule::Function;
constexpr int kMostLines = 8;

/// Written so that it can be read again, whatever the language.
QString numberText(double value) { return QString::number(value, 'g', 12); }

double numberOf(const QLineEdit *line)
{
    bool isNumber = false;
    const double value = line->text().trimmed().replace(u',', u'.').toDouble(&isNumber);
    return isNumber ? value : std::numeric_limits<double>::quiet_NaN();
}

void choose(QComboBox *box, int value) { box->setCurrentIndex(std::max(0, box->findData(value))); }

/// Two fields side by side.
QGridLayout *addPair(QVBoxLayout *part)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(measure::kSmallGap);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    part->addLayout(grid);
    return grid;
}
} // namespace

RuleForm::RuleForm(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("ruleForm"));
    build();
}

QLineEdit *RuleForm::makeLine(const char *name, bool isExact)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(QLatin1String(name));
    line->setMaxLength(static_cast<int>(AlertRule::kMaxTextChars));
    if (isExact)
        line->setFont(monoFont());
    connect(line, &QLineEdit::textChanged, this, &RuleForm::judge);
    connect(line, &QLineEdit::returnPressed, this, [this] { m_save->click(); });
    return line;
}

FormField *RuleForm::addField(QVBoxLayout *part, const char *key, const QString &label, QWidget *editor, const QString &hint)
{
    auto *field = new FormField(label, editor, hint, this);
    m_fields.insert(QLatin1String(key), field);
    if (part)
        part->addWidget(field);
    return field;
}

void RuleForm::build()
{
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    m_name = makeLine("ruleName", true);
    m_name->setMaxLength(static_cast<int>(AlertRule::kMaxNameChars));
    addField(part, "name", tr("Name"), m_name, tr("Small letters, digits and hyphens."));
    m_title = makeLine("ruleTitle", false);
    addField(part, "title", tr("Title"), m_title, tr("For people; empty: the name."));
    m_severity = new QComboBox(this);
    m_severity->setObjectName(QStringLiteral("ruleSeverity"));
    for (const AlertSeverity severity : {AlertSeverity::Warning, AlertSeverity::Critical})
        m_severity->addItem(wordFor(severity), static_cast<int>(severity));
    addField(part, "severity", tr("Severity"), m_severity);
    buildWhat(part);
    buildWhen(part);
    addSection(part, tr("It says"));
    m_words = makeLabel(QString(), TextKind::Body, Wrap::Yes, this);
    m_words->setObjectName(QStringLiteral("ruleFormWords"));
    part->addWidget(m_words);
    m_preview = new QVBoxLayout;
    m_preview->setSpacing(measure::kTinyGap);
    part->addLayout(m_preview);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->hide();
    part->addWidget(m_error);
    m_save = addAction(tr("Save"), ButtonKind::Primary);
    m_save->setObjectName(QStringLiteral("ruleSave"));
    connect(m_save, &QPushButton::clicked, this, [this] { emit saveAsked(rule(), m_was); });
    for (QComboBox *box : {m_severity, m_function, m_least, m_by, m_compare})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleForm::judge);
    for (QCheckBox *box : {m_baseline, m_noData, m_enabled})
        connect(box, &QCheckBox::toggled, this, &RuleForm::judge);
    for (DurationEdit *edit : {m_window, m_for, m_keep})
        connect(edit, &DurationEdit::changed, this, &RuleForm::judge);
    for (QTimeEdit *edit : {m_from, m_to})
        connect(edit, &QTimeEdit::timeChanged, this, &RuleForm::judge);
}

void RuleForm::buildWhat(QVBoxLayout *part)
{
    addSection(part, tr("What is watched"));
    m_of = new QComboBox(this);
    m_of->setObjectName(QStringLiteral("ruleOf"));
    m_of->setAccessibleName(tr("What is watched"));
    m_of->addItem(tr("A metric"), static_cast<int>(AlertRule::Of::Metric));
    m_of->addItem(tr("Events"), static_cast<int>(AlertRule::Of::Events));
    part->addWidget(m_of);
    m_metric = makeLine("ruleMetric", true);
    QStringList names;
    for (const Metric &metric : metrics())
        names.append(QString::fromLatin1(metric.name));
    auto *completer = new QCompleter(names, m_metric);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_metric->setCompleter(completer);
    addField(part, "metric", tr("Metric"), m_metric);
    m_function = new QComboBox(this);
    m_function->setObjectName(QStringLiteral("ruleFunction"));
    m_window = new DurationEdit(this);
    m_window->setObjectName(QStringLiteral("ruleWindow"));
    QGridLayout *pair = addPair(part);
    pair->addWidget(addField(nullptr, "function", tr("Measured as"), m_function), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "window", tr("Over"), m_window), 0, 1, Qt::AlignTop);
    m_source = makeLine("ruleSource", true);
    addField(part, "source", tr("Source"), m_source, tr("Each * stands for any text; each source is judged by itself."));

    m_events = new QWidget(this);
    auto *events = new QVBoxLayout(m_events);
    events->setContentsMargins(0, 0, 0, 0);
    events->setSpacing(measure::kGap);
    part->addWidget(m_events);
    m_type = makeLine("ruleType", true);
    m_tenant = makeLine("ruleTenant", true);
    pair = addPair(events);
    pair->addWidget(addField(nullptr, "type", tr("Type"), m_type), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "tenant", tr("Tenant"), m_tenant), 0, 1, Qt::AlignTop);
    m_text = makeLine("ruleText", false);
    addField(events, "text", tr("Text in the message"), m_text);
    m_pattern = makeLine("rulePattern", true);
    addField(events, "pattern", tr("Regular expression"), m_pattern);
    m_least = new QComboBox(this);
    m_least->setObjectName(QStringLiteral("ruleLeast"));
    for (int i = 0; i < kEventSeverities; ++i)
        m_least->addItem(i == 0 ? tr("Any") : wordFor(static_cast<EventSeverity>(i)), i);
    m_by = new QComboBox(this);
    m_by->setObjectName(QStringLiteral("ruleBy"));
    m_by->addItem(tr("each source"), static_cast<int>(AlertRule::By::Source));
    m_by->addItem(tr("each tenant"), static_cast<int>(AlertRule::By::Tenant));
    m_by->addItem(tr("all together"), static_cast<int>(AlertRule::By::Nothing));
    pair = addPair(events);
    pair->addWidget(addField(nullptr, "least", tr("Severity from"), m_least), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "by", tr("Judged"), m_by), 0, 1, Qt::AlignTop);
    pair = addPair(events);
    const auto clock = [this](const char *name) {
        auto *edit = new QTimeEdit(this);
        edit->setObjectName(QLatin1String(name));
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
        return edit;
    };
    m_from = clock("ruleFrom");
    m_to = clock("ruleTo");
    pair->addWidget(addField(nullptr, "hours", tr("From the hour"), m_from, tr("The same: at any time.")), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "to", tr("To the hour"), m_to, tr("By the agent’s clock.")), 0, 1, Qt::AlignTop);
    connect(m_of, &QComboBox::currentIndexChanged, this, [this] {
        showFunctions();
        judge();
    });
}

void RuleForm::buildWhen(QVBoxLayout *part)
{
    addSection(part, tr("When it is an alert"));
    m_compare = new QComboBox(this);
    m_compare->setObjectName(QStringLiteral("ruleCompare"));
    m_compare->addItem(tr("above"), static_cast<int>(AlertRule::Compare::Above));
    m_compare->addItem(tr("below"), static_cast<int>(AlertRule::Compare::Below));
    m_limit = makeLine("ruleLimit", false);
    QGridLayout *pair = addPair(part);
    pair->addWidget(addField(nullptr, "compare", tr("The value is"), m_compare), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "limit", tr("Limit"), m_limit), 0, 1, Qt::AlignTop);
    m_baseline = new QCheckBox(tr("The limit is a multiple of the mean of a day"), this);
    m_baseline->setObjectName(QStringLiteral("ruleBaseline"));
    part->addWidget(m_baseline);
    m_clears = makeLine("ruleClears", false);
    m_samples = makeLine("ruleSamples", false);
    pair = addPair(part);
    pair->addWidget(addField(nullptr, "clears", tr("Clears at"), m_clears, tr("Empty: at the limit.")), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "min_samples", tr("Least samples"), m_samples, tr("Fewer are no answer.")), 0, 1, Qt::AlignTop);
    m_for = new DurationEdit(this);
    m_for->setObjectName(QStringLiteral("ruleFor"));
    m_keep = new DurationEdit(this);
    m_keep->setObjectName(QStringLiteral("ruleKeep"));
    pair = addPair(part);
    pair->addWidget(addField(nullptr, "for", tr("Pending for"), m_for), 0, 0, Qt::AlignTop);
    pair->addWidget(addField(nullptr, "keep_firing_for", tr("Fires on for"), m_keep), 0, 1, Qt::AlignTop);
    m_noData = new QCheckBox(tr("Tell when it is not known, too"), this);
    m_noData->setObjectName(QStringLiteral("ruleNoData"));
    part->addWidget(m_noData);
    m_enabled = new QCheckBox(tr("Is on"), this);
    m_enabled->setObjectName(QStringLiteral("ruleFormEnabled"));
    part->addWidget(m_enabled);
}

void RuleForm::showFunctions()
{
    const bool isMetric = m_of->currentData().toInt() == static_cast<int>(AlertRule::Of::Metric);
    m_fields.value(QStringLiteral("metric"))->setVisible(isMetric);
    m_events->setVisible(!isMetric);
    const int before = m_function->count() > 0 ? m_function->currentData().toInt() : -1;
    const QSignalBlocker quiet(m_function);
    m_function->clear();
    for (int i = 0; i <= static_cast<int>(Function::P99); ++i)
        if ((i <= static_cast<int>(Function::Greatest)) == isMetric)
            m_function->addItem(wordFor(static_cast<Function>(i)), i);
    choose(m_function, before);
}

void RuleForm::start(const AlertRule &rule, const QString &was)
{
    m_isFilling = true;
    m_base = rule;
    m_was = was;
    setTitle(was.isEmpty() ? tr("New rule") : tr("Edit %1").arg(alertText(was)));
    m_name->setText(rule.name);
    m_title->setText(rule.title);
    choose(m_severity, static_cast<int>(rule.severity));
    choose(m_of, static_cast<int>(rule.of));
    showFunctions();
    choose(m_function, static_cast<int>(rule.function));
    m_metric->setText(rule.metric);
    m_window->setValueMs(rule.windowMs);
    m_source->setText(rule.source);
    m_type->setText(rule.type);
    m_tenant->setText(rule.tenant);
    m_text->setText(rule.text);
    m_pattern->setText(rule.pattern);
    choose(m_least, static_cast<int>(rule.least));
    choose(m_by, static_cast<int>(rule.by));
    m_from->setTime(QTime(0, 0).addSecs(60 * rule.fromMinute));
    m_to->setTime(QTime(0, 0).addSecs(60 * rule.toMinute));
    choose(m_compare, static_cast<int>(rule.compare));
    m_limit->setText(numberText(rule.limit));
    m_baseline->setChecked(rule.isOfBaseline);
    m_clears->setText(rule.clears ? numberText(*rule.clears) : QString());
    m_samples->setText(QString::number(rule.minSamples));
    m_for->setValueMs(rule.forMs);
    m_keep->setValueMs(rule.keepFiringMs);
    m_noData->setChecked(rule.tellsNoData);
    m_enabled->setChecked(rule.isEnabled);
    m_error->hide();
    m_isFilling = false;
    judge();
    show();
    m_name->setFocus();
    m_name->selectAll();
}

void RuleForm::setBoard(const AlertBoard &board)
{
    m_board = board;
    if (!isHidden())
        judge();
}

AlertRule RuleForm::rule() const
{
    AlertRule rule;
    rule.name = m_name->text().trimmed();
    rule.title = m_title->text().trimmed();
    rule.severity = static_cast<AlertSeverity>(m_severity->currentData().toInt());
    rule.of = static_cast<AlertRule::Of>(m_of->currentData().toInt());
    rule.function = static_cast<Function>(m_function->currentData().toInt());
    rule.windowMs = m_window->valueMs();
    rule.source = m_source->text().trimmed();
    if (rule.of == AlertRule::Of::Metric) {
        rule.metric = m_metric->text().trimmed();
    } else {
        rule.type = m_type->text().trimmed();
        rule.tenant = m_tenant->text().trimmed();
        rule.text = m_text->text();
        rule.pattern = m_pattern->text();
        rule.least = static_cast<EventSeverity>(m_least->currentData().toInt());
        rule.by = static_cast<AlertRule::By>(m_by->currentData().toInt());
        rule.fromMinute = m_from->time().hour() * 60 + m_from->time().minute();
        rule.toMinute = m_to->time().hour() * 60 + m_to->time().minute();
    }
    rule.compare = static_cast<AlertRule::Compare>(m_compare->currentData().toInt());
    rule.limit = numberOf(m_limit);
    rule.isOfBaseline = m_baseline->isChecked();
    if (!m_clears->text().trimmed().isEmpty())
        rule.clears = numberOf(m_clears);
    rule.minSamples = m_samples->text().trimmed().toInt(); // 0, which is a fault, for what is no number
    rule.forMs = m_for->valueMs();
    rule.keepFiringMs = m_keep->valueMs();
    rule.tellsNoData = m_noData->isChecked();
    rule.isEnabled = m_enabled->isChecked();
    return rule;
}

/// What is wrong first, in the words of this form; `key`: of the field.
QString RuleForm::faultWords(const AlertRule &rule, QString *key) const
{
    const bool isTaken = rule.name != m_was && ruleOf(m_board, rule.name);
    const auto fault = faultOf(rule);
    if (!fault && !isTaken)
        return {};
    *key = fault ? fault->key : QStringLiteral("name");
    if (*key == u"above" || *key == u"below") {
        *key = QStringLiteral("limit");
        return rule.isOfBaseline ? tr("A factor is a number over 0, as 2 or 1.5.") : tr("A limit is a number, as 0.95 or 1000.");
    }
    if (*key == u"name")
        return isTaken && !fault ? tr("There is a rule of that name.") : tr("A name has small letters, digits and hyphens, at most %1.").arg(AlertRule::kMaxNameChars);
    if (*key == u"metric")
        return tr("Choose a metric of the handbook.");
    if (*key == u"pattern" && rule.pattern.size() <= AlertRule::kMaxTextChars)
        return tr("This is no regular expression.");
    if (*key == u"window")
        return tr("From 1 s to 1 h.");
    if (*key == u"for" || *key == u"keep_firing_for")
        return tr("At most a day.");
    if (*key == u"clears")
        return tr("A number on the good side of the limit.");
    if (*key == u"min_samples")
        return tr("From 1 to 1000000.");
    return tr("Only what can be printed, at most %1 characters.").arg(AlertRule::kMaxTextChars);
}

void RuleForm::judge()
{
    if (m_isFilling)
        return;
    const AlertRule typedRule = rule();
    QString key;
    const QString fault = faultWords(typedRule, &key);
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it)
        it.value()->setFaultWords(it.key() == key ? fault : QString());
    // Seconds and hours are chosen, not typed: what is wrong with them is seen at once.
    for (const char *chosen : {"window", "for", "keep_firing_for"})
        m_fields.value(QLatin1String(chosen))->touch();
    m_fields.value(QStringLiteral("metric"))->setHint(metricByName(typedRule.metric) ? metricLabel(typedRule.metric) : QString());
    const bool isNumber = typedRule.limit == typedRule.limit;
    m_fields.value(QStringLiteral("limit"))->setHint(!isNumber || typedRule.isOfBaseline ? QString() : QStringLiteral("= ") + alertValue(typedRule, typedRule.limit));
    m_save->setEnabled(fault.isEmpty() && !m_isActing);
    m_save->setToolTip(fault);
    m_words->setText(fault.isEmpty() ? alertRuleWords(typedRule) : fault);
    setTextKind(m_words, fault.isEmpty() ? TextKind::Body : TextKind::Secondary);
    const QStringList preview = fault.isEmpty() ? previewOf(typedRule) : QStringList();
    if (preview == m_previewed)
        return;
    m_previewed = preview;
    clear(m_preview);
    if (!preview.isEmpty())
        m_preview->addWidget(makeLabel(tr("What was seen last, against this limit"), TextKind::Secondary, Wrap::Yes));
    for (const QString &words : preview) {
        auto *line = new ElidedLabel(words);
        line->setObjectName(QStringLiteral("rulePreview"));
        m_preview->addWidget(line);
    }
}

/// What was seen last of the rule that it began with, against the limit that is typed. Of another measure nothing is known.
QStringList RuleForm::previewOf(const AlertRule &typedRule) const
{
    AlertRule same = typedRule;
    same.name = m_base.name;
    same.title = m_base.title;
    same.severity = m_base.severity;
    same.compare = m_base.compare;
    same.limit = m_base.limit;
    same.clears = m_base.clears;
    same.minSamples = m_base.minSamples;
    same.forMs = m_base.forMs;
    same.keepFiringMs = m_base.keepFiringMs;
    same.tellsNoData = m_base.tellsNoData;
    same.isEnabled = m_base.isEnabled;
    QStringList lines;
    if (same != m_base || m_base.name.isEmpty())
        return lines;
    for (const Alert &alert : m_board.alerts) {
        if (alert.rule != m_base.name || alert.trace.isEmpty() || lines.size() >= kMostLines)
            continue;
        AlertEvaluation look = alert.trace.last();
        if (!typedRule.isOfBaseline)
            look.limit = typedRule.limit;
        else if (look.limit && m_base.limit > 0)
            look.limit = *look.limit / m_base.limit * typedRule.limit;
        const bool isAnswer = look.value && look.limit && look.samples >= typedRule.minSamples;
        const QString words = isAnswer ? alertComparison(typedRule, look) : tr("not known");
        lines.append(alert.label.isEmpty() ? words : QStringLiteral("%1 · %2").arg(alertText(alert.label), words));
    }
    return lines;
}

void RuleForm::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
}

void RuleForm::setActing(bool isActing)
{
    m_isActing = isActing;
    if (isActing)
        m_error->hide();
    judge();
}

QVariantMap RuleForm::typed() const
{
    QVariantMap values;
    for (const QLineEdit *line : findChildren<QLineEdit *>())
        if (line->objectName().startsWith(u"rule"))
            values.insert(line->objectName(), line->text());
    for (const QComboBox *box : findChildren<QComboBox *>())
        if (box->objectName().startsWith(u"rule"))
            values.insert(box->objectName(), box->currentData());
    for (const QCheckBox *box : findChildren<QCheckBox *>())
        values.insert(box->objectName(), box->isChecked());
    for (const DurationEdit *edit : {m_window, m_for, m_keep})
        values.insert(edit->objectName(), edit->valueMs());
    for (const QTimeEdit *edit : {m_from, m_to})
        values.insert(edit->objectName(), edit->time());
    return values;
}

void RuleForm::setTyped(const QVariantMap &values)
{
    m_isFilling = true;
    choose(m_of, values.value(m_of->objectName()).toInt());
    showFunctions();
    for (QLineEdit *line : findChildren<QLineEdit *>())
        if (line->objectName().startsWith(u"rule"))
            line->setText(values.value(line->objectName()).toString());
    for (QComboBox *box : findChildren<QComboBox *>())
        if (box->objectName().startsWith(u"rule"))
            choose(box, values.value(box->objectName()).toInt());
    for (QCheckBox *box : findChildren<QCheckBox *>())
        box->setChecked(values.value(box->objectName()).toBool());
    for (DurationEdit *edit : {m_window, m_for, m_keep})
        edit->setValueMs(values.value(edit->objectName()).toLongLong());
    for (QTimeEdit *edit : {m_from, m_to})
        edit->setTime(values.value(edit->objectName()).toTime());
    m_isFilling = false;
    judge();
}

QVariantMap RuleForm::saveState() const { return {{QStringLiteral("was"), m_was}, {QStringLiteral("typed"), typed()}}; }

void RuleForm::restoreState(const QVariantMap &state)
{
    const QString was = state.value(QStringLiteral("was")).toString();
    const AlertRule *base = ruleOf(m_board, was);
    start(base ? *base : AlertRule(), was);
    setTyped(state.value(QStringLiteral("typed")).toMap());
}

} // namespace plancia::ui
