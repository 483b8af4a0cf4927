// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "models/ports/ports.h"

namespace plancia::wiring {

/// Settings of this installation: rows (key, value) of console.db. Lives on the creator's thread.
class PreferencesStore : public PreferencesPort {
    Q_OBJECT
public:
    PreferencesStore(sql::Gateway &console, const audit::Recorder &recorder) : m_console(console), m_recorder(recorder) {}
    /// Waits for the store: called once, before there is a window.
    Result<Preferences> load();

    Preferences current() const override { return m_current; }
    /// Holds at once, and no longer when it could not be written. What a person set is in the audit trail; the window's own memory (geometry, last workspace) is not an act.
    QFuture<Result<Preferences>> set(Preferences preferences, CallContext context) override;

private:
    void show(const Preferences &preferences);

    sql::Gateway &m_console;
    const audit::Recorder &m_recorder;
    Preferences m_current;
};

} // namespace plancia::wiring
