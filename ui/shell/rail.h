// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QHash>
#include <QWidget>

class QAbstractButton;

namespace plancia::ui {

/// The list of pages at the left border, in groups.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);
    void setCurrent(const QString &pageId);
signals:
    void chosen(const QString &pageId);

private:
    QHash<QString, QAbstractButton *> m_buttons;
};

} // namespace plancia::ui
