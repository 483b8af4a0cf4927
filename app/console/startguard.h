// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plancia::console {

/// Counts the starts that did not come to a window that lives: what crashes the console each time it is opened would
/// otherwise be opened for ever. A start that the system or a person ends counts as one that lived. Files only, so that it
/// works when nothing else does; one that cannot be written counts nothing. Lives as long as the program runs.
class StartGuard {
public:
    explicit StartGuard(const QString &dataFolder);
    ~StartGuard() { settled(); }
    StartGuard(const StartGuard &) = delete;
    StartGuard &operator=(const StartGuard &) = delete;

    /// The two starts before this one ended before they were settled().
    bool isLoop() const { return m_failed >= kTries; }
    void settled();

private:
    static constexpr int kTries = 2;
    const QString m_file;
    int m_failed = 0;
};

} // namespace plancia::console
