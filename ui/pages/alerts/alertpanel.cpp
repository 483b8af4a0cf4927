// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/alertpanel.h"

#include "models/format/format.h"
#include "models/items/alertwords.h"
#include "models/series/timeseries.h"
#include "ui/charts/timechart.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/text.h"

#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kMostChars = 200;
constexpr int kChartHeight = 170;
constexpr int kTableHeight = 203; ///< its header and six rows, whole
constexpr qint64 kLeastSpanMs = 60'000;
} // namespace

AlertPanel::AlertPanel(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("alertPanel"));
    build();
}

void AlertPanel::build()
{
    QVBoxLayout *part = addPart();
    m_why = new QVBoxLayout;
    m_why->setSpacing(6);
    part->addLayout(m_why);
    m_chartRoom = new QWidget(this);
    m_chartRoom->setFixedHeight(kChartHeight);
    auto *room = new QVBoxLayout(m_chartRoom);
    room->setContentsMargins(0, 0, 0, 0);
    part->addWidget(m_chartRoom);
    m_looks = new AlertsModel(AlertsModel::List::Looks, this);
    m_table = new PagedTable(this);
    m_table->setObjectName(QStringLiteral("alertLooks"));
    m_table->setListName(tr("What was seen"));
    m_table->setModel(m_looks);
    m_table->setFixedHeight(kTableHeight);
    part->addWidget(m_table);
    m_times = new QVBoxLayout;
    m_times->setSpacing(6);
    part->addLayout(m_times);

    m_form = new QWidget(this);
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(measure::kSmallGap);
    addSection(form, tr("Acknowledge"));
    form->addWidget(makeLabel(tr("Says that somebody knows of it. It goes on firing, and the note goes when it is resolved."), TextKind::Secondary, Wrap::Yes));
    const auto line = [form, this](const QString &label, const char *name) {
        auto *edit = new QLineEdit(m_form);
        edit->setObjectName(QLatin1String(name));
        edit->setMaxLength(kMostChars);
        form->addWidget(new FormField(label, edit));
        connect(edit, &QLineEdit::textChanged, this, &AlertPanel::judge);
        connect(edit, &QLineEdit::returnPressed, this, [this] { m_acknowledge->click(); });
        return edit;
    };
    m_authorLine = line(tr("Author"), "alertAuthor");
    m_note = line(tr("Note"), "alertNote");
    part->addWidget(m_form);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->hide();
    part->addWidget(m_error);

    m_acknowledge = addAction(tr("Acknowledge"), ButtonKind::Primary);
    m_acknowledge->setObjectName(QStringLiteral("alertAcknowledge"));
    connect(m_acknowledge, &QPushButton::clicked, this, [this] { emit acknowledgeAsked(m_alert.id(), m_authorLine->text().trimmed(), m_note->text().trimmed()); });
    m_silence = addAction(tr("Silence…"));
    m_silence->setObjectName(QStringLiteral("alertSilence"));
    connect(m_silence, &QPushButton::clicked, this, [this] { emit silenceAsked(m_alert); });
    auto *timeline = addAction(tr("See around it"));
    timeline->setObjectName(QStringLiteral("alertTimeline"));
    timeline->setToolTip(tr("Opens Monitoring at the time when it began."));
    connect(timeline, &QPushButton::clicked, this, [this] { emit timelineAsked(m_alert); });
}

void AlertPanel::openAlert(const AlertBoard &board, const Alert &alert, bool isFresh, qint64 nowMs)
{
    const bool isOther = alert.id() != m_alert.id();
    if (isOther) {
        m_authorLine->setText(m_author);
        m_note->clear();
    }
    if (isOther || isHidden())
        m_error->hide();
    m_alert = alert;
    m_isFresh = isFresh;
    m_isGone = false;
    const AlertRule *rule = ruleOf(board, alert.rule);
    m_rule = rule ? *rule : AlertRule();
    setTitle(alert.label.isEmpty() ? titleOf(board, alert) : QStringLiteral("%1 · %2").arg(titleOf(board, alert), alertText(alert.label)));
    setState(toneOf(alert), wordFor(alert.state));
    fill(board, nowMs);
    fillChart();
    m_looks->showLooks(m_rule, alert);
    judge();
    show();
}

void AlertPanel::showGone()
{
    m_isGone = true;
    setState(Tone::Good, wordFor(Alert::State::Inactive));
    judge();
}

/// Labels are built anew only when they say something else: what somebody reads or selects stays.
void AlertPanel::fill(const AlertBoard &board, qint64 nowMs)
{
    const bool isKnown = ruleOf(board, m_alert.rule) != nullptr;
    const AlertEvaluation look = m_alert.trace.isEmpty() ? AlertEvaluation() : m_alert.trace.last();
    const QString muted = mutedWords(board, m_alert, nowMs);
    QStringList shown{m_alert.id(), toString(m_alert.state), toString(m_alert.severity), alertRuleWords(m_rule), muted, m_alert.acknowledgedBy, m_alert.note, alertComparison(m_rule, look), QString::number(look.samples)};
    for (const qint64 at : {m_alert.activeAt, m_alert.firedAt, m_alert.keepsSince, m_alert.resolvedAt, m_alert.unknownSince, m_alert.acknowledgedAt})
        shown.append(QString::number(at));
    if (shown == m_shown)
        return;
    m_shown = shown;
    clear(m_why);
    clear(m_times);
    QLabel *words = makeLabel(isKnown ? alertRuleWords(m_rule) : tr("Its rule is not among those of the agent any more."), TextKind::Body, Wrap::Yes);
    words->setObjectName(QStringLiteral("alertWords"));
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why->addWidget(words);
    if (isKnown) {
        auto *rule = makeButton(tr("The rule"), ButtonKind::Link);
        rule->setObjectName(QStringLiteral("alertRule"));
        m_why->addWidget(rule, 0, Qt::AlignLeft);
        connect(rule, &QPushButton::clicked, this, [this] { emit ruleAsked(m_alert.rule); }, Qt::QueuedConnection);
    }
    m_why->addSpacing(measure::kTinyGap);
    addRow(m_why, tr("Severity"), wordFor(m_alert.severity));
    addRow(m_why, tr("Value"), alertComparison(m_rule, look))->setObjectName(QStringLiteral("alertValue"));
    addRow(m_why, tr("Samples"), isKnown && m_rule.minSamples > 1 ? tr("%1, of at least %2", "samples").arg(format::count(look.samples), format::count(m_rule.minSamples)) : format::count(look.samples));
    fillTimes(board, nowMs);
}

void AlertPanel::fillTimes(const AlertBoard &board, qint64 nowMs)
{
    addSection(m_times, tr("Times"));
    const auto time = [this](const QString &label, qint64 at) {
        if (at > 0)
            addRow(m_times, label, format::localAndUtc(at).replace(QStringLiteral(" ("), QStringLiteral("\n(")));
    };
    time(tr("Active since"), m_alert.activeAt);
    time(tr("Fired"), m_alert.firedAt);
    time(tr("Well since", "while it fires on"), m_alert.keepsSince);
    time(tr("Resolved"), m_alert.resolvedAt);
    time(tr("Not known since"), m_alert.unknownSince);
    if (m_alert.state == Alert::State::Firing && m_alert.unknownSince > 0)
        m_times->addWidget(makeLabel(tr("It fires on: what is not known resolves nothing."), TextKind::Secondary, Wrap::Yes));
    else if (m_alert.keepsSince > 0)
        m_times->addWidget(makeLabel(tr("The value is well, and it fires on as its rule says."), TextKind::Secondary, Wrap::Yes));
    if (const QString muted = mutedWords(board, m_alert, nowMs); !muted.isEmpty()) {
        addSection(m_times, tr("Muted"));
        QLabel *by = makeLabel(muted, TextKind::Body, Wrap::Yes);
        by->setObjectName(QStringLiteral("alertMuted"));
        m_times->addWidget(by);
    }
    if (!m_alert.acknowledgedBy.isEmpty()) {
        addSection(m_times, tr("Acknowledged"));
        addRow(m_times, tr("By"), alertText(m_alert.acknowledgedBy))->setObjectName(QStringLiteral("alertAcknowledgedBy"));
        time(tr("At", "when an alert was acknowledged"), m_alert.acknowledgedAt);
        if (!m_alert.note.isEmpty())
            addRow(m_times, tr("Note"), alertText(m_alert.note));
    }
}

void AlertPanel::fillChart()
{
    if (m_charted != m_alert.id()) { // a chart's lines are its own
        delete m_chart;
        m_charted = m_alert.id();
        m_points = std::make_shared<TimeSeries>(Alert::kMaxTrace);
        m_chart = new TimeChart(tr("What was seen"), m_chartRoom);
        m_chart->setObjectName(QStringLiteral("alertChart"));
        m_chart->addSeries(tr("Value"), m_points);
        m_chartRoom->layout()->addWidget(m_chart);
    }
    m_chartRoom->setVisible(!m_alert.trace.isEmpty());
    m_table->setVisible(!m_alert.trace.isEmpty());
    if (m_alert.trace.isEmpty())
        return;
    m_chart->setValueWords([rule = m_rule](double value) { return alertValue(rule, value); });
    m_points->clear();
    ChartSight sight;
    sight.to = m_alert.trace.last().at;
    sight.from = std::min(m_alert.trace.first().at, sight.to - kLeastSpanMs);
    sight.knownUntil = sight.to;
    sight.note = tr("Not known");
    std::optional<double> limit;
    qint64 unknownFrom = 0;
    for (const AlertEvaluation &look : std::as_const(m_alert.trace)) {
        if (look.limit && std::isfinite(*look.limit))
            limit = look.limit;
        if (look.value && std::isfinite(*look.value)) {
            if (unknownFrom > 0)
                sight.gaps.append({unknownFrom, look.at, tr("not known")});
            unknownFrom = 0;
            m_points->append(look.at, *look.value);
        } else {
            m_points->markGap();
            unknownFrom = unknownFrom > 0 ? unknownFrom : look.at;
        }
    }
    if (unknownFrom > 0)
        sight.gaps.append({unknownFrom, sight.to, tr("not known")});
    m_chart->setLimit(limit, limit ? tr("limit %1").arg(alertValue(m_rule, *limit)) : QString());
    m_chart->setSight(sight);
}

void AlertPanel::setAuthor(const QString &author)
{
    m_author = author;
    m_authorLine->setText(author);
}

void AlertPanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
}

void AlertPanel::setActing(bool isActing)
{
    m_isActing = isActing;
    if (isActing)
        m_error->hide();
    judge();
}

void AlertPanel::judge()
{
    const bool canBe = m_alert.isActive() && m_alert.acknowledgedBy.isEmpty() && !m_isGone;
    m_form->setVisible(canBe);
    m_acknowledge->setVisible(canBe);
    QString why;
    if (!m_isFresh)
        why = tr("What is shown is old.");
    else if (m_authorLine->text().trimmed().isEmpty())
        why = tr("Say who you are.");
    m_acknowledge->setEnabled(canBe && why.isEmpty() && !m_isActing);
    m_acknowledge->setToolTip(why);
}

QVariantMap AlertPanel::saveState() const { return {{QStringLiteral("author"), m_authorLine->text()}, {QStringLiteral("note"), m_note->text()}}; }

void AlertPanel::restoreState(const QVariantMap &state)
{
    m_authorLine->setText(state.value(QStringLiteral("author")).toString());
    m_note->setText(state.value(QStringLiteral("note")).toString());
}

} // namespace plancia::ui
