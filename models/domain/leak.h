// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "models/domain/apikeyformat.h"

namespace plancia {

inline constexpr qint64 kMaxLeakText = 16 * 1024 * 1024; ///< of pasted text, UTF-16 units
inline constexpr int kMaxLeakedKeys = 10'000;            ///< different ones in one check; more are counted and not matched
inline constexpr int kMaxLeakPlaces = 20;                ///< that are remembered of each key

/// Where leaked keys are looked for. Nothing of it leaves this computer.
struct LeakSources {
    QString text;
    QStringList paths;        ///< files, and folders with all that is in them; links are not followed
    QStringList repositories; ///< folders of git repositories: every change of every branch
    QStringList products = {QStringLiteral("plancia")};
};

/// "src/config.py:41", "3f2a91c src/config.py"
struct LeakPlace {
    QString where; ///< path, or commit and path, or empty for pasted text
    qint64 line = 0; ///< from 1; 0 when unknown
    bool operator==(const LeakPlace &) const = default;
};

/// A key that was found, by what is kept of one.
struct LeakedKey {
    apikeyformat::Digest digest;
    QList<LeakPlace> places; ///< the first ones
    qint64 times = 0;
    std::optional<ApiKey> key; ///< of this workspace, with this very secret
};

struct LeakReport {
    QList<LeakedKey> keys; ///< in the order they were found
    qint64 lookalikes = 0; ///< of the shape of a key, with a check that does not fit; each time counts
    qint64 files = 0;
    qint64 bytes = 0;
    QStringList skipped; ///< what could not be read, and why
    bool isCut = false;  ///< there were more than kMaxLeakedKeys
};

} // namespace plancia
