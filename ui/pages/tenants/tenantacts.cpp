// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantacts.h"

#include "models/format/format.h"
#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/workspacewords.h"

#include <QDateTime>
#include <QFileDialog>
#include <QInputDialog>

namespace plancia::ui {

TenantActs::TenantActs(const PageContext &context, QWidget *parent) : QObject(parent), m_context(context), m_window(parent) {}
TenantActs::~TenantActs() { m_call.cancel.cancel(); }

void TenantActs::write(const Future &answer, const QString &words)
{
    m_isBusy = true;
    emit changed();
    deliver(answer, this, [this, words](const Result<Tenant> &result) {
        m_isBusy = false;
        emit changed();
        if (result)
            emit done(*result, words);
        else
            emit failed(result.error(), m_call.requestId);
    });
}

void TenantActs::askSlug(const Tenant &tenant)
{
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another slug for %1").arg(tenant.name.left(60)));
    dialog->setLabelText(tr("The new slug. “%1” leads to it from then on, and no other tenant can take it.").arg(tenant.slug));
    dialog->setTextValue(tenant.slug);
    dialog->setOkButtonText(tr("Change the slug"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, tenant](const QString &typed) {
        const QString slug = typed.trimmed();
        if (m_isBusy || slug == tenant.slug)
            return;
        m_call = CallContext();
        write(port()->rename(tenant.id, tenant.rowVersion, slug, m_call), tr("The slug is “%1” now. “%2” leads to it.").arg(slug, tenant.slug));
    });
    dialog->open();
}

void TenantActs::askArchive(const Tenant &tenant)
{
    ConfirmQuestion question;
    question.title = tr("Archive %1?").arg(tenant.name.left(60));
    question.sentence = tr("It is no customer any more and is kept for the record. It can be activated again.");
    question.loss = tr("Its users and keys are refused from their next request on.");
    question.workspace = workspaceName(m_context.workspace->identity());
    question.act = tr("Archive");
    question.asksReason = true;
    auto *dialog = new ConfirmDialog(question, m_window);
    connect(dialog, &ConfirmDialog::agreed, this, [this, tenant](const QString &reason) {
        m_call = CallContext();
        write(port()->setStatus(tenant.id, tenant.rowVersion, TenantStatus::Archived, reason, m_call), tr("%1 is archived.").arg(tenant.name.left(60)));
    });
    dialog->open();
}

void TenantActs::askDelete(const Tenant &tenant)
{
    ConfirmQuestion question;
    question.title = tr("Delete %1?").arg(tenant.name.left(60));
    question.sentence = tr("It goes out of every list and can be taken back for 30 days. Its slug stays taken.");
    question.loss = tr("Its users and keys are refused from their next request on.");
    question.workspace = workspaceName(m_context.workspace->identity());
    question.act = tr("Delete", "a tenant, with a way back");
    question.asksReason = true;
    if (m_context.workspace->identity().colour == QLatin1String("red"))
        question.typeName = tenant.slug;
    auto *dialog = new ConfirmDialog(question, m_window);
    connect(dialog, &ConfirmDialog::agreed, this, [this, tenant](const QString &reason) {
        m_call = CallContext();
        write(port()->remove(tenant.id, tenant.rowVersion, reason, m_call),
              tr("%1 is deleted. It can be taken back for 30 days.").arg(tenant.name.left(60)));
    });
    dialog->open();
}

void TenantActs::takeBack(const Tenant &tenant)
{
    if (m_isBusy)
        return;
    m_call = CallContext();
    write(port()->takeBack(tenant.id, tenant.rowVersion, m_call), tr("%1 is there again, as it was.").arg(tenant.name.left(60)));
}

void TenantActs::askPurge(const Tenant &tenant)
{
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_call = CallContext();
    emit changed();
    deliver(port()->footprint(tenant.id, m_call), this, [this, tenant](const Result<TenantFootprint> &footprint) {
        m_isBusy = false;
        emit changed();
        if (!footprint) {
            emit failed(footprint.error(), m_call.requestId);
            return;
        }
        const QString name = tenant.slug + QDateTime::fromMSecsSinceEpoch(m_context.clock->nowMs(), Qt::UTC).toString(QStringLiteral("-yyyyMMddTHHmmssZ")) + QStringLiteral(".json");
        auto *dialog = new QFileDialog(m_window, tr("Where everything of %1 is written before it is deleted").arg(tenant.name.left(60)));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
        dialog->setDefaultSuffix(QStringLiteral("json"));
        dialog->selectFile(name);
        connect(dialog, &QFileDialog::fileSelected, this, [this, tenant, footprint = *footprint](const QString &file) { confirmPurge(tenant, footprint, file); });
        dialog->open();
    });
}

void TenantActs::confirmPurge(const Tenant &tenant, const TenantFootprint &footprint, const QString &file)
{
    QStringList rows;
    for (auto it = footprint.taken.cbegin(); it != footprint.taken.cend(); ++it)
        if (it.value() > 0)
            rows.append(QStringLiteral("%1: %2").arg(it.key(), format::count(it.value())));
    ConfirmQuestion question;
    question.title = tr("Delete %1 for good?").arg(tenant.name.left(60));
    //: %1: tables and their numbers of rows, %2: a number of rows, %3: a file
    question.sentence = tr("Rows that go: %1. Rows of the audit trail that stay: %2. All of it is written to %3 first.")
                            .arg(rows.join(QStringLiteral(" · ")), format::count(footprint.auditRows), file);
    question.loss = tr("It cannot be taken back.");
    question.workspace = workspaceName(m_context.workspace->identity());
    question.act = tr("Delete for good");
    question.typeName = tenant.name;
    question.asksReason = true;
    auto *dialog = new ConfirmDialog(question, m_window);
    connect(dialog, &ConfirmDialog::agreed, this, [this, tenant, file](const QString &reason) { purge(tenant, file, reason); });
    dialog->open();
}

void TenantActs::purge(const Tenant &tenant, const QString &file, const QString &reason)
{
    m_isBusy = true;
    m_call = CallContext();
    emit changed();
    deliver(port()->purge(tenant.id, tenant.rowVersion, file, reason, m_call), this, [this](const Result<TenantPurge> &result) {
        m_isBusy = false;
        emit changed();
        if (result)
            emit purged(*result);
        else
            emit failed(result.error(), m_call.requestId);
    });
}

} // namespace plancia::ui
