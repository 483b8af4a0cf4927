// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/workspacewords.h"

#include "models/domain/restore.h"
#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/kit/text.h"

#include <QAbstractButton>
#include <QCoreApplication>

namespace plancia::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Workspace)
};
} // namespace

QString workspaceName(const WorkspaceIdentity &identity)
{
    if (identity.id.isEmpty())
        return Words::tr("No workspace");
    if (identity.id == u"local")
        return Words::tr("Local store");
    if (identity.id == u"examples")
        return Words::tr("Examples");
    if (identity.id == kRescueWorkspace)
        return Words::tr("Backups of the local store");
    if (identity.readOnlyReason == u"moment")
        return Words::tr("Local store at commit %1").arg(identity.commitNo);
    return identity.name;
}

namespace {
QString whySentence(const WorkspaceIdentity &identity)
{
    const QString &why = identity.readOnlyReason;
    if (why == u"backup" && identity.asOf > 0)
        return Words::tr("You are looking at a backup: everything is as it was at %1. Nothing can be changed here.")
            .arg(format::dateTime(identity.asOf));
    if (why == u"backup")
        return Words::tr("You are looking at a backup. Nothing can be changed here.");
    if (why == u"moment")
        return Words::tr("You are looking at a moment of the local store: everything is as it was at %1. Nothing can be changed here.")
            .arg(format::dateTime(identity.asOf));
    if (why == u"newer_schema")
        return Words::tr("This store is from a newer version of Plancia. It is open for reading only.");
    if (why == u"role")
        return Words::tr("The connected database role may only read. Nothing can be changed here.");
    if (why == u"read_only_medium")
        return Words::tr("This file lies where nothing can be written. It is open for reading only.");
    if (why == u"bundle")
        return Words::tr("You are looking at a debug bundle. It shows what was packed, and nothing can be changed.");
    if (why == u"damaged")
        return Words::tr("The local store cannot be opened. Choose a backup to go back to; the damaged files are kept.");
    if (why == u"foreign")
        return Words::tr("This file is no store of Plancia. Its tables are shown as they are, and nothing can be changed.");
    if (why == u"moved")
        return Words::tr("This store was moved to %1 on %2. It is read-only since: go on there.", "%1: where a store lives, %2: a time")
            .arg(format::harmless(identity.movedTo), format::dateTime(identity.movedAt));
    if (why == u"moving")
        return Words::tr("A move of this store to %1 began on %2, and its end is not known. Nothing can be changed here until it is settled.",
                         "%1: where a store lives, %2: a time")
            .arg(format::harmless(identity.movedTo), format::dateTime(identity.movedAt));
    if (why == u"write_trouble")
        return Words::tr("The store cannot be written now: its disk is full, read-only or failing, or another program keeps it "
                         "locked. Nothing can be changed until that has passed; Plancia looks by itself.");
    return Words::tr("This workspace is open for reading only. Nothing can be changed here.");
}

QString namesOf(const QStringList &names)
{
    constexpr qsizetype kMostNames = 4;
    QStringList shown;
    for (const QString &name : names.first(std::min(names.size(), kMostNames)))
        shown.append(format::harmless(name));
    return shown.join(QStringLiteral(", ")) + (names.size() > kMostNames ? QStringLiteral(", …") : QString());
}
} // namespace

QString readOnlySentence(const WorkspaceIdentity &identity)
{
    if (!identity.readOnly)
        return {};
    QStringList sentences{whySentence(identity)};
    if (identity.log == WorkspaceIdentity::Log::NotRead)
        sentences.append(Words::tr("A log lies beside the file and is not read: its last changes may be missing."));
    if (identity.log == WorkspaceIdentity::Log::Read)
        sentences.append(Words::tr("The log beside the file is read too, on a copy."));
    if (!identity.missing.isEmpty())
        sentences.append(Words::tr("It is of another version and does not have: %1.", "names of tables and columns").arg(namesOf(identity.missing)));
    if (!identity.unknown.isEmpty())
        sentences.append(Words::tr("It also has what this version does not know: %1.", "names of tables and columns").arg(namesOf(identity.unknown)));
    return sentences.join(u' ');
}

QString refusedSentence(const Workspace &workspace, Capability needed)
{
    if (workspace.capabilities().testFlag(needed))
        return {};
    const QString readOnly = readOnlySentence(workspace.identity());
    return readOnly.isEmpty() ? describe(Error(ErrorCode::AuthzMissingGrant)).sentence : readOnly;
}

void setRefusal(QAbstractButton *act, const QString &why)
{
    act->setEnabled(why.isEmpty());
    act->setToolTip(toolTipText(why));
    act->setAccessibleDescription(why);
}

} // namespace plancia::ui
