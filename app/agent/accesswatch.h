// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/config.h"

#include <QTimer>
#include <functional>

namespace plancia::agent {

/// Reads the files of tokens and of the certificate again when one of them is another than before, looked at every two seconds, and
/// when it is asked. What cannot be used is told and changes nothing. Lives on the main thread.
class AccessWatch {
public:
    using Apply = std::function<void(const Access &)>;
    using Tell = std::function<void(const QList<Error> &)>;
    AccessWatch(const Config &config, QString path, const Clock &clock, Apply apply, Tell tell);
    void readNow();

private:
    QList<QByteArray> look() const;

    const Config m_config;
    const QString m_path;
    const Clock &m_clock;
    const Apply m_apply;
    const Tell m_tell;
    QList<QByteArray> m_seen; ///< what each file was: of its own and its contents, as the system tells them
    QTimer m_timer;
};

} // namespace plancia::agent
