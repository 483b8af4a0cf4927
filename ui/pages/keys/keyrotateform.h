// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace plancia::ui {

/// Asks how long a rotated key works on, and says what that means for this one.
class KeyRotateForm : public QWidget {
    Q_OBJECT
public:
    explicit KeyRotateForm(QWidget *parent = nullptr);
    void start(const ApiKey &key, qint64 nowMs);
    qint64 graceMs() const;
    void setGraceMs(qint64 graceMs);
    void focusFirst();

private:
    void judge();

    ApiKey m_key;
    qint64 m_nowMs = 0;
    QComboBox *m_grace = nullptr;
    QLabel *m_end = nullptr;
};

} // namespace plancia::ui
