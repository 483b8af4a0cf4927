// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/workspacewords.h"

#include "models/domain/restore.h"
#include "models/format/format.h"

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

QString readOnlySentence(const WorkspaceIdentity &identity)
{
    if (!identity.readOnly)
        return {};
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
    return Words::tr("This workspace is open for reading only. Nothing can be changed here.");
}

} // namespace plancia::ui
