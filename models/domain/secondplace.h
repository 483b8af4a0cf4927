// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

/// The second place of a workspace's backups: a folder of the user's (NAS, USB disk, mounted bucket) with a copy of each.
/// That it is missing is a state with an age, and says nothing about the copies: they are where it is.
struct SecondPlaceState {
    enum class State {
        None,    ///< none is set
        Present, ///< the folder and our mark in it are there
        Missing  ///< the folder or the mark is not there, or does not answer
    };
    State state = State::None;
    QString folder;
    qint64 lastSeenAt = 0; ///< Unix ms UTC when it was last found; 0 for never
    int copies = 0;        ///< whole ones of this store; while it is missing, as far as is remembered
    int missing = 0;       ///< backups that are kept and have no copy there
    bool isOnSameDisk = false; ///< as the backups themselves: no help when that disk is lost
    std::optional<Error> error = {}; ///< why it is missing, or why the last copy did not succeed
};
/// "none", "present", "missing"
QString toString(SecondPlaceState::State state);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::SecondPlaceState)
