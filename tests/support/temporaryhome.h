// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace plancia::tests {

/// A fresh PLANCIA_HOME for as long as it lives; the old value comes back after it. Make it before any thread is started.
class TemporaryHome {
public:
    TemporaryHome() : m_before(qgetenv("PLANCIA_HOME")), m_wasSet(qEnvironmentVariableIsSet("PLANCIA_HOME"))
    {
        qputenv("PLANCIA_HOME", m_folder.path().toLocal8Bit());
    }
    ~TemporaryHome()
    {
        if (m_wasSet)
            qputenv("PLANCIA_HOME", m_before);
        else
            qunsetenv("PLANCIA_HOME");
    }
    TemporaryHome(const TemporaryHome &) = delete;
    TemporaryHome &operator=(const TemporaryHome &) = delete;

    QString path() const { return m_folder.path(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QByteArray m_before;
    bool m_wasSet;
};

} // namespace plancia::tests
