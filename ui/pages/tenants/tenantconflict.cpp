// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantconflict.h"

#include "models/format/format.h"
#include "models/items/tenantsmodel.h"

namespace plancia::ui {

void TenantConflict::begin(const Tenant &theirs, qint64 nowMs)
{
    TwoVersions::begin(tr("Somebody else saved this tenant while you worked on it. Nothing of yours is lost, and "
                          "nothing of theirs was overwritten."),
                       tr("Their version was saved %1 (CONFLICT_001).").arg(format::day(theirs.updatedAt, nowMs)));
}

void TenantConflict::showEdit(const Tenant &base, const TenantDraft &mine, const Tenant &theirs, qint64 nowMs)
{
    begin(theirs, nowMs);
    addField(QStringLiteral("name"), tr("Name"), mine.name, theirs.name, Take::Yes);
    addField(QStringLiteral("notes"), tr("Notes"), mine.notes, theirs.notes, Take::Yes);
    const QString separator = QStringLiteral(", ");
    if (mine.tags != theirs.tags)
        addField(QStringLiteral("tags"), tr("Tags"), mine.tags.join(separator), theirs.tags.join(separator), Take::Yes);
    const auto day = [nowMs](qint64 at) { return at == 0 ? QString() : format::day(at, nowMs); };
    if (mine.trialEndsAt != theirs.trialEndsAt)
        addField(QStringLiteral("trialEnds"), tr("Trial ends"), day(mine.trialEndsAt), day(theirs.trialEndsAt), Take::Yes);
    if (base.slug != theirs.slug)
        addNote(tr("They changed the slug from “%1” to “%2”. Saving your version leaves that as it is.").arg(base.slug, theirs.slug));
    if (base.status != theirs.status)
        addNote(tr("They changed the status from “%1” to “%2”. Saving your version leaves that as it is.")
                    .arg(wordFor(base.status), wordFor(theirs.status)));
}

void TenantConflict::showStatus(const Tenant &base, TenantStatus target, const Tenant &theirs, qint64 nowMs)
{
    begin(theirs, nowMs);
    addField(QStringLiteral("status"), tr("Status"), wordFor(target), wordFor(theirs.status));
    if (base.name != theirs.name)
        addNote(tr("They changed the name from “%1” to “%2”. Your act leaves that as it is.")
                    .arg(base.name.left(80), theirs.name.left(80)));
    if (base.notes != theirs.notes)
        addNote(tr("They changed the notes. Your act leaves that as it is."));
}

} // namespace plancia::ui
