// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/limitforecast.h"
#include "ui/kit/text.h"

class QPushButton;

namespace plancia::ui {

class Bar;

/// One limit in the panel: what it is and how much of it is used, a bar, and when it runs out.
class LimitRow : public QWidget {
    Q_OBJECT
public:
    LimitRow(const TenantLimit &limit, const QString &refusal, QWidget *parent = nullptr);
    const TenantLimit &limit() const { return m_limit; }
    void showUsage(const LimitUsage &usage, qint64 nowMs);

signals:
    void editRequested(const plancia::TenantLimit &limit);

private:
    TenantLimit m_limit;
    QLabel *m_numbers = nullptr;
    Bar *m_bar = nullptr;
    ElidedLabel *m_words = nullptr;
};

} // namespace plancia::ui
