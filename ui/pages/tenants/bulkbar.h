// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bulk.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace plancia::ui {

/// Above the list while tenants are chosen: how many, the way to all that match, and what can be done with them. Only shows
/// and announces.
class BulkBar : public QFrame {
    Q_OBJECT
public:
    explicit BulkBar(QWidget *parent = nullptr);
    /// `matching`: how many match, exactly or about; below 0 nobody knows.
    void showChosen(qint64 chosen, bool areAll, qint64 matching, bool isExact);
    /// Tags are not for the connected role; why.
    void refuseTags(const QString &why);

signals:
    void allRequested();
    void clearRequested();
    void actRequested(plancia::BulkAct act);

private:
    QLabel *m_count = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_tags = nullptr;
};

} // namespace plancia::ui
