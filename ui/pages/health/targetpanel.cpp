// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/health/targetpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/charts/timechart.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/text.h"
#include "ui/pages/health/healthwords.h"

#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kMostChanges = 20;
constexpr int kChartHeight = 170;
constexpr int kTimeWidth = 150; ///< of a date with its time
}

TargetPanel::TargetPanel(QWidget *parent) : SidePanel(parent), m_part(addPart()) { setObjectName(QStringLiteral("targetPanel")); }

void TargetPanel::showContent(const Content &content)
{
    m_content = content;
    const HealthRow &row = content.row;
    setTitle(titleOf(row));
    setState(toneOf(row.state), stateWord(row));
    QVariantList built{row.name, row.state ? static_cast<int>(*row.state) : row.isAsleep ? -2 : -1, content.agent, row.config.has_value(), content.isChecking, quintptr(content.took.get()),
                       row.error ? errorId(row.error->code()) : QString(), content.changes.isEmpty() ? 0 : content.changes.first().at, content.changes.size()};
    if (row.error)
        for (const Fact &fact : row.error->facts())
            built.append(fact.value);
    if (isHidden() || m_built != built) {
        m_built = built;
        build();
    } else {
        clear(m_facts);
        addFacts();
    }
    if (m_chart)
        m_chart->setSight({.from = content.from, .to = content.to, .gaps = {}, .stepMs = 1000, .knownUntil = content.to, .note = tr("Nothing is known of this span.")});
    show();
}

void TargetPanel::build()
{
    clear(m_part);
    clearActions();
    m_chart = nullptr;
    if (m_content.row.error) {
        auto *error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
        error->setError(*m_content.row.error);
        connect(error, &ErrorPanel::actionRequested, this, [this](const QString &action) {
            action == u"retry" ? emit checkAsked(name()) : emit actionRequested(action);
        });
        m_part->addWidget(error);
    }
    if (m_content.row.isAsleep)
        m_part->addWidget(makeLabel(tr("It may sleep, and is looked at only while a page shows its figures. Until then nothing is known of it."), TextKind::Body, Wrap::Yes));
    else if (m_content.row.isServer && m_content.row.state == HealthCheck::State::Down)
        m_part->addWidget(makeLabel(tr("It does not answer the agent. A test of its connection tells what is wrong."), TextKind::Body, Wrap::Yes));
    m_facts = new QVBoxLayout;
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_part->addLayout(m_facts);
    addFacts();
    if (m_content.took) {
        m_chart = new TimeChart(tr("Time to answer"));
        m_chart->setFixedHeight(kChartHeight);
        m_chart->setValueWords([](double value) { return format::duration(qRound64(value)); });
        m_chart->addSeries(tr("Time to answer"), m_content.took, 0, qRound64(std::max(5.0, m_content.row.everySeconds) * 1500));
        m_part->addWidget(m_chart);
    }
    addChanges();
    addActs();
}

void TargetPanel::addFacts()
{
    const HealthRow &row = m_content.row;
    auto *facts = new FactGrid;
    const auto fact = [facts](const char *name, const QString &label, const QString &value, TextKind kind = TextKind::Body) {
        if (!value.isEmpty())
            facts->addFact(QLatin1String(name), label, value, kind);
    };
    fact("targetKind", tr("Kind"), row.kind || row.isServer ? kindWord(row) : QString());
    fact("targetAddress", tr("Address"), format::harmless(row.address), TextKind::Mono);
    fact("targetCritical", tr("Critical"), row.isCritical ? tr("yes") : tr("no"));
    if (row.everySeconds > 0)
        fact("targetEvery", tr("Looked at"), tr("every %1").arg(format::duration(qRound64(row.everySeconds) * 1000)));
    if (row.state && row.since > 0)
        fact("targetSince", tr("In this state"), tr("since %1").arg(format::dateTime(row.since)));
    if (row.lookedAt > 0)
        fact("targetLooked", tr("Last look"), format::dateTime(row.lookedAt));
    fact("targetUp", tr("Up-time"), row.up.share() ? tr("%1 of the known time").arg(shareWords(row.up)) : tr("nothing is known"));
    if (row.up.spanMs > 0)
        fact("targetUnknown", tr("Not known"), row.up.unknownMs() > 1000 ? format::duration(row.up.unknownMs()) : tr("nothing"));
    m_facts->addWidget(facts);
}

void TargetPanel::addChanges()
{
    addSection(m_part, tr("Recent changes"));
    if (m_content.changes.isEmpty()) {
        m_part->addWidget(makeLabel(tr("None is remembered."), TextKind::Secondary, Wrap::Yes));
        return;
    }
    auto *changes = new FactGrid(nullptr, kTimeWidth);
    for (const TargetTold &told : m_content.changes.first(std::min<qsizetype>(kMostChanges, m_content.changes.size()))) {
        const QString state = wordFor(told.state);
        changes->addFact(QStringLiteral("targetChange"), format::dateTime(told.at), told.error ? QStringLiteral("%1 (%2)").arg(state, errorId(told.error->code())) : state);
    }
    m_part->addWidget(changes);
}

void TargetPanel::addActs()
{
    QPushButton *figures = addAction(tr("Show in Monitoring"));
    figures->setObjectName(QStringLiteral("showFigures"));
    connect(figures, &QPushButton::clicked, this, [this] { emit figuresAsked(name()); }, Qt::QueuedConnection);
    if (m_content.row.isServer)
        return;
    if (!m_content.agent.isEmpty() || !m_content.row.config) {
        const QString words = m_content.agent.isEmpty() ? tr("It is not in the configuration any more; what is remembered of it stays.")
                                                        : tr("The targets of %1 stand in its own configuration, agent.toml, under [[target]].").arg(format::harmless(m_content.agent));
        m_part->addWidget(makeLabel(words, TextKind::Secondary, Wrap::Yes));
        return;
    }
    const auto act = [this](const QString &text, const char *name, auto signal) {
        QPushButton *button = addAction(text);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, [this, signal] { emit(this->*signal)(this->name()); }, Qt::QueuedConnection);
        return button;
    };
    QPushButton *check = act(m_content.isChecking ? tr("Checking…") : tr("Check now"), "checkTarget", &TargetPanel::checkAsked);
    check->setEnabled(!m_content.isChecking);
    act(tr("Edit"), "editTarget", &TargetPanel::editAsked);
    act(tr("Remove…"), "removeTarget", &TargetPanel::removeAsked);
}

} // namespace plancia::ui
