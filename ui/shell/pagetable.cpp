// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pagetable.h"

#include "ui/pages/alerts/alertspage.h"
#include "ui/pages/audit/auditpage.h"
#include "ui/pages/backups/backupspage.h"
#include "ui/pages/compare/comparepage.h"
#include "ui/pages/connections/connectionspage.h"
#include "ui/pages/health/healthpage.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/leaks/leakspage.h"
#include "ui/pages/maintenance/maintenancepage.h"
#include "ui/pages/monitoring/monitoringpage.h"
#include "ui/pages/move/movepage.h"
#include "ui/pages/people/peoplepage.h"
#include "ui/pages/salvage/salvagepage.h"
#include "ui/pages/server/serverpage.h"
#include "ui/pages/sessions/sessionspage.h"
#include "ui/pages/settings/settingspage.h"
#include "ui/pages/support/supportpage.h"
#include "ui/pages/tables/tablespage.h"
#include "ui/pages/tenants/tenantspage.h"
#include "ui/pages/usage/usagepage.h"
#include "ui/pages/welcome/welcomepage.h"

#include <QCoreApplication>

namespace plancia::ui {

namespace {

template <class P>
Page *make(PageContext context)
{
    return new P(std::move(context));
}

QString words(const char *text) { return QCoreApplication::translate("pages", text); }

const PageEntry kPages[] = {
    {QStringLiteral("welcome"), QStringLiteral("welcome"), PageGroup::Hidden, PageKind::Program,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Welcome")); }, make<WelcomePage>},
    {QStringLiteral("tenants"), QStringLiteral("tenants"), PageGroup::Manage, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Tenants")); }, make<TenantsPage>},
    {QStringLiteral("people"), QStringLiteral("user"), PageGroup::Manage, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "People")); }, make<PeoplePage>},
    {QStringLiteral("keys"), QStringLiteral("keys"), PageGroup::Manage, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "API keys")); }, make<KeysPage>},
    {QStringLiteral("leaks"), QStringLiteral("search"), PageGroup::Hidden, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Leaked keys")); }, make<LeaksPage>},
    {QStringLiteral("monitoring"), QStringLiteral("monitoring"), PageGroup::Watch, PageKind::Fleet,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Monitoring")); }, make<MonitoringPage>},
    {QStringLiteral("health"), QStringLiteral("health"), PageGroup::Watch, PageKind::Fleet,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Health")); }, make<HealthPage>},
    {QStringLiteral("alerts"), QStringLiteral("alert"), PageGroup::Watch, PageKind::Fleet,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Alerts")); }, make<AlertsPage>},
    {QStringLiteral("sessions"), QStringLiteral("lock"), PageGroup::Watch, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Sessions")); }, make<SessionsPage>},
    {QStringLiteral("server"), QStringLiteral("server"), PageGroup::Watch, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Server")); }, make<ServerPage>},
    {QStringLiteral("usage"), QStringLiteral("usage"), PageGroup::Watch, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Usage")); }, make<UsagePage>},
    {QStringLiteral("audit"), QStringLiteral("audit"), PageGroup::Watch, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Audit")); }, make<AuditPage>},
    {QStringLiteral("backups"), QStringLiteral("backups"), PageGroup::Keep, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Backups")); }, make<BackupsPage>},
    {QStringLiteral("tables"), QStringLiteral("database"), PageGroup::Keep, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Tables")); }, make<TablesPage>},
    {QStringLiteral("compare"), QStringLiteral("compare"), PageGroup::Keep, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Compare")); }, make<ComparePage>},
    {QStringLiteral("maintenance"), QStringLiteral("maintenance"), PageGroup::Keep, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Maintenance")); }, make<MaintenancePage>},
    {QStringLiteral("salvage"), QStringLiteral("maintenance"), PageGroup::Hidden, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Salvage")); }, make<SalvagePage>},
    {QStringLiteral("connections"), QStringLiteral("connections"), PageGroup::Keep, PageKind::Program,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Connections")); }, make<ConnectionsPage>},
    {QStringLiteral("move"), QStringLiteral("connections"), PageGroup::Hidden, PageKind::Workspace,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Move")); }, make<MovePage>},
    {QStringLiteral("support"), QStringLiteral("support"), PageGroup::Keep, PageKind::Program,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Support")); }, make<SupportPage>},
    {QStringLiteral("settings"), QStringLiteral("settings"), PageGroup::Keep, PageKind::Program,
     [] { return words(QT_TRANSLATE_NOOP("pages", "Settings")); }, make<SettingsPage>},
};

} // namespace

std::span<const PageEntry> pageTable() { return kPages; }

const PageEntry *pageEntry(const QString &id)
{
    for (const PageEntry &entry : kPages)
        if (entry.id == id)
            return &entry;
    return nullptr;
}

QString groupTitle(PageGroup group)
{
    switch (group) {
    case PageGroup::Manage: return words(QT_TRANSLATE_NOOP("pages", "Manage"));
    case PageGroup::Watch: return words(QT_TRANSLATE_NOOP("pages", "Watch"));
    case PageGroup::Keep: return words(QT_TRANSLATE_NOOP("pages", "Keep"));
    case PageGroup::Hidden: break;
    }
    return {};
}

} // namespace plancia::ui
