// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/bundle.h"

namespace plancia::support {

/// A bundle as it was packed.
struct OpenedBundle {
    BundlePreview contents;
    qint64 createdAt = 0; ///< Unix ms UTC
};

/// Reads a bundle that somebody sent: nothing in it is trusted. Its size, the number and names of its files are bounded,
/// each file is held against the manifest's hash, and nothing is written anywhere. Blocks.
/// IO_003, IO_005 for a zip that is no bundle of ours, BKP_001 when a file differs from its manifest.
Result<OpenedBundle> readBundle(const QString &path);

} // namespace plancia::support
