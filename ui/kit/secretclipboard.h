// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plancia::ui {

constexpr int kSecretClipboardMs = 30'000;

/// Copies a secret. Clipboard histories are asked to leave it out, and it is taken from the clipboard some time after, unless
/// something else was copied meanwhile; also when the widget that showed it is gone by then. GUI thread.
void copySecret(const QString &secret, int clipboardMs = kSecretClipboardMs);
/// Takes it from the clipboard now, if it is still there.
void forgetCopied(const QString &secret);

} // namespace plancia::ui
