// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"

#include <QFrame>

namespace plancia::ui {

class ElidedLabel;
class StatusPill;

/// One number of a dashboard: what it is, how much, and how that is to be taken.
class StatTile : public QFrame {
    Q_OBJECT
public:
    /// Tiles of one row are of one height: with room for a state, or none.
    enum class Room { State, Value };
    explicit StatTile(const QString &label, QWidget *parent = nullptr, Room room = Room::State);
    void setValue(const QString &value);
    /// Tone::None hides the state. Only of Room::State.
    void setState(Tone tone, const QString &word);
    /// Shown dimmed: the value is old, because nothing newer is known.
    void setStale(bool stale);

private:
    ElidedLabel *m_value = nullptr;
    StatusPill *m_state = nullptr;
};

} // namespace plancia::ui
