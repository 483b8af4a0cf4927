// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/button.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace plancia::ui {

class ElidedLabel;

/// Head of a page: its title, one sentence, secondary acts, and one primary act at the right end.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, const QString &sentence, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setSentence(const QString &sentence);
    QString sentence() const;
    /// Added left to right; the primary act always stays last.
    QPushButton *addAction(const QString &text, ButtonKind kind = ButtonKind::Secondary);
    QPushButton *setPrimaryAction(const QString &text);
    /// A state or another small widget beside the acts.
    void addWidget(QWidget *widget);

private:
    QLabel *m_title = nullptr;
    ElidedLabel *m_sentence = nullptr;
    QHBoxLayout *m_acts = nullptr;
    QPushButton *m_primary = nullptr;
};

} // namespace plancia::ui
