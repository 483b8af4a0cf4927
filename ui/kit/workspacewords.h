// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/ports.h"

class QAbstractButton;

namespace plancia::ui {

/// Name of a workspace in the current language: "Local store", "Examples", or as the person named it.
QString workspaceName(const WorkspaceIdentity &identity);
/// Why it cannot be changed, a whole sentence; empty when it can.
QString readOnlySentence(const WorkspaceIdentity &identity);
/// Why something cannot be done there, a whole sentence: it is read-only, or the connected role may not. Empty when it can.
QString refusedSentence(const Workspace &workspace, Capability needed);
/// Greys an act out and says why it cannot be done, in a whole sentence, as its tool tip and to a screen reader. Without a reason it
/// can be done.
void setRefusal(QAbstractButton *act, const QString &why);

} // namespace plancia::ui
