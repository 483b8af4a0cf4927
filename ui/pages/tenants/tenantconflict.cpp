// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantconflict.h"

#include "models/format/format.h"
#include "models/items/tenantsmodel.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"

#include <QFrame>
#include <QVBoxLayout>

namespace plancia::ui {

TenantConflict::TenantConflict(QWidget *parent) : QWidget(parent)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
}

void TenantConflict::begin(const Tenant &theirs, qint64 nowMs)
{
    delete m_inside;
    m_inside = new QWidget(this);
    m_column->addWidget(m_inside);
    auto *inside = new QVBoxLayout(m_inside);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(measure::kSmallGap);
    inside->addWidget(makeLabel(tr("Somebody else saved this tenant while you worked on it. Nothing of yours is lost, and "
                                   "nothing of theirs was overwritten."),
                                TextKind::Body, Wrap::Yes, m_inside));
    inside->addWidget(makeLabel(tr("Their version was saved %1 (CONFLICT_001).").arg(format::day(theirs.updatedAt, nowMs)),
                                TextKind::Secondary, Wrap::Yes, m_inside));
}

void TenantConflict::showEdit(const Tenant &base, const TenantDraft &mine, const Tenant &theirs, qint64 nowMs)
{
    begin(theirs, nowMs);
    addField(QStringLiteral("name"), tr("Name"), mine.name, theirs.name);
    addField(QStringLiteral("notes"), tr("Notes"), mine.notes, theirs.notes);
    const QString separator = QStringLiteral(", ");
    if (mine.tags != theirs.tags)
        addField(QStringLiteral("tags"), tr("Tags"), mine.tags.join(separator), theirs.tags.join(separator));
    const auto day = [nowMs](qint64 at) { return at == 0 ? QString() : format::day(at, nowMs); };
    if (mine.trialEndsAt != theirs.trialEndsAt)
        addField(QStringLiteral("trialEnds"), tr("Trial ends"), day(mine.trialEndsAt), day(theirs.trialEndsAt));
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

void TenantConflict::addField(const QString &name, const QString &label, const QString &mine, const QString &theirs)
{
    auto *inside = static_cast<QVBoxLayout *>(m_inside->layout());
    inside->addSpacing(measure::kTinyGap);
    inside->addWidget(makeLabel(label, TextKind::Strong, Wrap::No, m_inside));
    if (mine == theirs) {
        inside->addWidget(addVersion(name + QStringLiteral("Both"), tr("The same in both"), mine, "noteGood"));
        return;
    }
    inside->addWidget(addVersion(name + QStringLiteral("Mine"), tr("Yours"), mine, "noteNote"));
    inside->addWidget(addVersion(name + QStringLiteral("Theirs"), tr("Theirs, as it is now"), theirs, "noteWarning"));
}

void TenantConflict::addNote(const QString &text)
{
    m_inside->layout()->addWidget(makeLabel(text, TextKind::Secondary, Wrap::Yes, m_inside));
}

QWidget *TenantConflict::addVersion(const QString &name, const QString &label, const QString &text, const char *kind)
{
    auto *frame = new QFrame(m_inside);
    frame->setProperty("kind", QByteArray(kind));
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(measure::kSmallGap, measure::kTinyGap + 2, measure::kSmallGap, measure::kTinyGap + 2);
    column->setSpacing(2);
    column->addWidget(makeLabel(label, TextKind::Small, Wrap::No, frame));
    if (text.isEmpty()) {
        column->addWidget(makeLabel(tr("empty", "a field without text"), TextKind::Secondary, Wrap::No, frame));
        return frame;
    }
    auto *block = new TextBlock(text, 6, TextBlock::Face::Text, frame);
    block->setObjectName(name);
    block->setAccessibleName(label);
    column->addWidget(block);
    return frame;
}

} // namespace plancia::ui
