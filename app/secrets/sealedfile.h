// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

/// A secret in a file that may travel any way, because what opens it travels another: libsodium's secretbox
/// (XSalsa20-Poly1305) under a key of Argon2id from a passphrase. JSON:
/// {"format":"plancia-sealed-1","ops":3,"mem":67108864,"salt":…,"nonce":…,"sealed":…}, bytes in base64.
/// Blocks for about a second of one core; from any thread.
namespace plancia::secrets {

/// Writes a new file of mode 0600 and gives the passphrase: six groups of four letters and digits that are not mistaken for
/// one another, 118 random bits. It is kept nowhere. IO_004, IO_009.
Result<QString> sealToFile(const QByteArray &secret, const QString &path);

/// Passphrase: case and everything between its letters and digits do not matter. IO_003 for one that does not open the file
/// and for a file that is none of these or was changed, NOT_FOUND_005.
Result<QByteArray> openSealed(const QString &path, const QString &passphrase);

} // namespace plancia::secrets
