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
    explicit StatTile(const QString &label, QWidget *parent = nullptr);
    void setValue(const QString &value);
    /// Tone::None hides the state.
    void setState(Tone tone, const QString &word);
    /// Shown dimmed: the value is old, because nothing newer is known.
    void setStale(bool stale);

private:
    ElidedLabel *m_value = nullptr;
    StatusPill *m_state = nullptr;
};

} // namespace plancia::ui
