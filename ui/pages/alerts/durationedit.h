// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace plancia::ui {

/// A whole number of seconds, minutes or hours.
class DurationEdit : public QWidget {
    Q_OBJECT
public:
    explicit DurationEdit(QWidget *parent = nullptr);
    qint64 valueMs() const;
    /// In the largest unit that tells it whole; what is no whole second is cut.
    void setValueMs(qint64 ms);

signals:
    void changed();

private:
    QSpinBox *m_number = nullptr;
    QComboBox *m_unit = nullptr;
};

} // namespace plancia::ui
