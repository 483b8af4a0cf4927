// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace plancia::console {

/// One console per installation: a second start hands its files to the first, which comes to the front, and ends.
/// The socket is named after the data folder and open to its user alone. Lives on the GUI thread.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString &dataFolder);
    /// Hands `files` to a console that runs already: true when one took them. Waits a second at most; there is no window
    /// yet that could freeze.
    bool handOver(const QStringList &files);
    /// Listens for later starts. Without it (no socket could be made) every start has its own window; the store's writer
    /// lock keeps them in turns.
    void listen();
signals:
    void raised(const QStringList &files);

private:
    void accept();
    QString m_name;
    QLocalServer m_server;
};

} // namespace plancia::console
