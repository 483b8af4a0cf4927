// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QString>

namespace plancia::agent {

/// The agent's words on standard output and standard error; everything else goes to the log. Main thread.
class Output {
public:
    void line(const QString &text);
    /// Code, sentence and steps, on standard error.
    void error(const Error &error);
};

} // namespace plancia::agent
