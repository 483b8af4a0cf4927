// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <functional>

class QLineEdit;
class QListWidget;

namespace plancia::ui {

/// One thing that the palette can do.
struct PaletteEntry {
    QString text;
    QString note;  ///< what it is: "page", "workspace", "error"
    QString icon;
    std::function<void()> run;
};

/// Ctrl+K: type a few letters, press Return. Every typed word must begin a word of an entry. A child of the window, above
/// everything else; closes itself.
class Palette : public QFrame {
    Q_OBJECT
public:
    Palette(QList<PaletteEntry> entries, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &typed);
    void runCurrent();

    QList<PaletteEntry> m_entries;
    QLineEdit *m_input = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace plancia::ui
