// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/auditfilterbar.h"

#include "ui/kit/button.h"
#include "ui/kit/icons.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QTimer>
#include <QWidgetAction>

namespace plancia::ui {

namespace {
constexpr int kPauseMs = 400; // a time is typed slower than a word
constexpr int kTimeWidth = 150;
constexpr int kActorWidth = 140;

void setFaulty(QLineEdit *edit, bool isFaulty, const QString &why)
{
    edit->setToolTip(isFaulty ? toolTipText(why) : QString());
    edit->setAccessibleDescription(isFaulty ? why : QString());
    if (edit->property("faulty").toBool() == isFaulty)
        return;
    edit->setProperty("faulty", isFaulty);
    edit->style()->unpolish(edit);
    edit->style()->polish(edit);
}
} // namespace

AuditFilterBar::AuditFilterBar(QWidget *parent) : QWidget(parent), m_pause(new QTimer(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kSmallGap);
    setUpScope();
    setUpActions();
    setUpActor();
    setUpSpan();
    m_tenant = makeButton({}, ButtonKind::Chip, this);
    m_tenant->setObjectName(QStringLiteral("auditTenant"));
    m_tenant->setIcon(makeIcon(QStringLiteral("close"), currentLook().accent));
    m_tenant->setIconSize({12, 12});
    m_tenant->setLayoutDirection(Qt::RightToLeft); // the cross stands behind the word
    m_tenant->setMaximumWidth(220);
    connect(m_tenant, &QPushButton::clicked, this, [this] {
        m_filter.tenant = {};
        m_filter.tenantSlug.clear();
        announce();
    });
    row->addWidget(m_workspace);
    row->addWidget(m_installation);
    row->addSpacing(measure::kTinyGap);
    row->addWidget(m_actions);
    row->addWidget(m_actor);
    row->addWidget(m_span);
    row->addWidget(m_from);
    row->addWidget(m_to);
    row->addWidget(m_tenant);
    row->addStretch(1);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &AuditFilterBar::announce);
    showFilter();
}

void AuditFilterBar::setUpScope()
{
    m_workspace = makeButton(tr("This workspace"), ButtonKind::Chip, this);
    m_workspace->setObjectName(QStringLiteral("scopeWorkspace"));
    m_workspace->setToolTip(tr("What was done in this workspace: tenants, backups, schema."));
    m_installation = makeButton(tr("This installation"), ButtonKind::Chip, this);
    m_installation->setObjectName(QStringLiteral("scopeInstallation"));
    m_installation->setToolTip(tr("What was done to Plancia itself on this computer: connections, settings, bundles."));
    auto *group = new QButtonGroup(this);
    group->addButton(m_workspace);
    group->addButton(m_installation);
    connect(group, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        m_filter.scope = button == m_workspace ? AuditFilter::Scope::Workspace : AuditFilter::Scope::Installation;
        announce();
    });
}

void AuditFilterBar::setUpActions()
{
    m_actions = makeButton({}, ButtonKind::Secondary, this);
    m_actions->setObjectName(QStringLiteral("auditActions"));
    setKind(m_actions, "choice"); // looks as the combo boxes beside it do
    auto *ending = new QHBoxLayout(m_actions);
    ending->setContentsMargins(0, 0, 9, 0);
    auto *chevron = new QLabel(m_actions);
    chevron->setPixmap(makeIcon(QStringLiteral("chevron-down"), currentLook().secondary).pixmap(QSize(12, 12), devicePixelRatioF()));
    chevron->setAttribute(Qt::WA_TransparentForMouseEvents);
    ending->addWidget(chevron, 0, Qt::AlignRight);
    m_menu = new QMenu(m_actions);
    m_menu->setObjectName(QStringLiteral("auditActionsMenu"));
    QAction *any = m_menu->addAction(tr("Any action"));
    connect(any, &QAction::triggered, this, [this] {
        m_filter.actions.clear();
        announce();
    });
    m_menu->addSeparator();
    for (const QString &name : action::all()) {
        // Check boxes keep the menu open, so that several can be chosen.
        auto *check = new QCheckBox(name);
        check->setFont(monoFont());
        check->setContentsMargins(0, 0, 0, 0);
        auto *frame = new QWidget;
        auto *inside = new QHBoxLayout(frame);
        inside->setContentsMargins(10, 1, 16, 1);
        inside->addWidget(check);
        frame->setFocusProxy(check);
        auto *entry = new QWidgetAction(m_menu);
        entry->setDefaultWidget(frame);
        m_menu->addAction(entry);
        m_checks.append(check);
        connect(check, &QCheckBox::toggled, this, &AuditFilterBar::actionsChosen);
    }
    connect(m_actions, &QPushButton::clicked, this, [this] {
        m_menu->popup(m_actions->mapToGlobal(QPoint(0, m_actions->height() + 2)));
    });
}

void AuditFilterBar::setUpActor()
{
    m_actor = new QLineEdit(this);
    m_actor->setObjectName(QStringLiteral("auditActor"));
    m_actor->setPlaceholderText(tr("Anybody", "whose acts"));
    m_actor->setAccessibleName(tr("Whose acts"));
    m_actor->setToolTip(tr("A name as the trail shows it, with or without its host: anna, or anna@bridge."));
    m_actor->setClearButtonEnabled(true);
    m_actor->setMaxLength(200);
    m_actor->setFixedWidth(kActorWidth);
    connect(m_actor, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (m_isShowing)
            return;
        m_filter.actor = text;
        m_pause->start();
    });
    connect(m_actor, &QLineEdit::returnPressed, this, &AuditFilterBar::announce);
}

void AuditFilterBar::setUpSpan()
{
    m_span = new QComboBox(this);
    m_span->setObjectName(QStringLiteral("auditSpan"));
    m_span->setAccessibleName(tr("Time"));
    m_span->addItem(tr("Last hour"), static_cast<int>(AuditFilter::Span::Hour));
    m_span->addItem(tr("Last 24 hours"), static_cast<int>(AuditFilter::Span::Day));
    m_span->addItem(tr("Last 7 days"), static_cast<int>(AuditFilter::Span::Week));
    m_span->addItem(tr("Last 30 days"), static_cast<int>(AuditFilter::Span::Month));
    m_span->addItem(tr("All time"), static_cast<int>(AuditFilter::Span::All));
    m_span->addItem(tr("From … to…"), static_cast<int>(AuditFilter::Span::Custom));
    m_from = new QLineEdit(this);
    m_from->setObjectName(QStringLiteral("auditFrom"));
    m_from->setAccessibleName(tr("From"));
    m_to = new QLineEdit(this);
    m_to->setObjectName(QStringLiteral("auditTo"));
    m_to->setAccessibleName(tr("To"));
    m_from->setPlaceholderText(tr("from 2026-11-20 13:00", "keep the shape of the time"));
    m_to->setPlaceholderText(tr("to 2026-11-21", "keep the shape of the time"));
    for (QLineEdit *edit : {m_from, m_to}) {
        edit->setFont(monoFont());
        edit->setMaxLength(30);
        edit->setMinimumWidth(kTimeWidth);
        edit->setMaximumWidth(kTimeWidth + 50);
        connect(edit, &QLineEdit::textEdited, this, &AuditFilterBar::customTyped);
        connect(edit, &QLineEdit::returnPressed, this, &AuditFilterBar::announce);
    }
    connect(m_span, &QComboBox::activated, this, [this] {
        m_filter.span = static_cast<AuditFilter::Span>(m_span->currentData().toInt());
        announce();
        if (m_filter.span == AuditFilter::Span::Custom)
            m_from->setFocus();
    });
}

void AuditFilterBar::setFilter(const AuditFilter &filter)
{
    m_filter = filter;
    showFilter();
}

void AuditFilterBar::actionsChosen()
{
    if (m_isShowing)
        return;
    m_filter.actions.clear();
    for (const QCheckBox *check : std::as_const(m_checks))
        if (check->isChecked())
            m_filter.actions.append(check->text());
    announce();
}

void AuditFilterBar::customTyped()
{
    m_filter.from = m_from->text();
    m_filter.to = m_to->text();
    showFilter();
    m_pause->start();
}

void AuditFilterBar::announce()
{
    m_pause->stop();
    showFilter();
    if (!m_filter.hasFault())
        emit changed();
}

void AuditFilterBar::showFilter()
{
    m_isShowing = true;
    m_workspace->setChecked(m_filter.scope == AuditFilter::Scope::Workspace);
    m_installation->setChecked(m_filter.scope == AuditFilter::Scope::Installation);
    const auto chosen = static_cast<int>(m_filter.actions.size());
    m_actions->setText(chosen == 0   ? tr("Any action")
                       : chosen == 1 ? m_filter.actions.first()
                                     : tr("%n action(s)", "", chosen));
    m_actions->setAccessibleDescription(m_filter.actions.join(QStringLiteral(", ")));
    for (QCheckBox *check : std::as_const(m_checks))
        check->setChecked(m_filter.actions.contains(check->text()));
    if (m_actor->text() != m_filter.actor)
        m_actor->setText(m_filter.actor);
    m_span->setCurrentIndex(m_span->findData(static_cast<int>(m_filter.span)));
    const bool isCustom = m_filter.span == AuditFilter::Span::Custom;
    const QString why = tr("This is not a time. Write a day as 2026-11-20, or a day and a time as 2026-11-20 13:00.");
    const auto show = [&](QLineEdit *edit, const QString &text) {
        edit->setVisible(isCustom);
        if (edit->text() != text)
            edit->setText(text);
        setFaulty(edit, isCustom && !text.trimmed().isEmpty() && !typedTime(text, 0), why);
    };
    show(m_from, m_filter.from);
    show(m_to, m_filter.to);
    const bool hasTenant = !m_filter.tenant.isNull() && m_filter.scope == AuditFilter::Scope::Workspace;
    m_tenant->setVisible(hasTenant);
    m_tenant->setChecked(true);
    m_tenant->setText(tr("Tenant %1").arg(m_filter.tenantSlug.left(24)));
    m_tenant->setAccessibleDescription(tr("Shows the acts on all tenants again."));
    m_isShowing = false;
}

} // namespace plancia::ui
