// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/mainwindow.h"

#include <QElapsedTimer>

namespace plancia::ui {

/// Walks every page of the table, and every stop that a page offers, in {light, dark} × {en, it}, and saves a picture of
/// the window for each: "<theme>-<language>-<page>[-<stop>].png". Goes on when a page is settled, not after some time; a
/// page that does not settle within the limit is a failure. Lives on the GUI thread.
class Tour : public QObject {
    Q_OBJECT
public:
    Tour(MainWindow &window, const QString &folder);
    void start();
signals:
    /// `failures`: what did not settle or could not be saved; empty when all is well.
    void finished(const QStringList &pictures, const QStringList &failures);

private:
    struct Stop {
        QString theme, language, page, stop;
        QString name() const;
    };
    void next();
    void arrive();
    void look();

    MainWindow &m_window;
    const QString m_folder;
    QList<Stop> m_stops;
    Stop m_current;
    QTimer m_poll;
    QElapsedTimer m_waited;
    int m_quiet = 0; ///< how many looks in a row found the page settled
    QStringList m_pictures, m_failures;
};

} // namespace plancia::ui
