// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/progress.h"

#include <QWidget>

class QPushButton;

namespace plancia::ui {

class Bar;
class ElidedLabel;

/// "61 % · 730 MiB of 1.2 GiB · 210 MiB/s · 4 s left", as far as it is known.
QString progressWords(const Progress &progress);

/// A thin bar: a share of a whole, or work that runs. Below 0 it shows that work runs, without saying how far.
class Bar : public QWidget {
    Q_OBJECT
public:
    explicit Bar(QWidget *parent = nullptr);
    void setShare(double share);
    /// Over its limit: shown in the colour of an error.
    void setOver(bool over);
    QSize sizeHint() const override { return {120, 6}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 0;
    bool m_over = false;
};

/// Long work under way: what, how far, how long still, and the way to stop it.
class ProgressRow : public QWidget {
    Q_OBJECT
public:
    explicit ProgressRow(QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setProgress(const Progress &progress);
    void setCancellable(bool cancellable);
signals:
    void cancelRequested();

private:
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_words = nullptr;
    Bar *m_bar = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace plancia::ui
