// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QWidget>
#include <functional>
#include <optional>

class QLabel;
class QLineEdit;

namespace plancia::ui {

/// A label, its editor and a line below that says what is wrong while typing, or else a hint. A fault is shown once the
/// person has touched the field (touched()), not in an empty form.
class FormField : public QWidget {
    Q_OBJECT
public:
    FormField(const QString &label, QWidget *editor, const QString &hint = {}, QWidget *parent = nullptr);
    QWidget *editor() const { return m_editor; }
    void setHint(const QString &hint);
    /// Shows what is wrong, in the catalogue's words; nothing when it is right.
    void setFault(const std::optional<Error> &error);
    /// The same in words of the form's own; empty when it is right.
    void setFaultWords(const QString &words);
    bool hasFault() const { return !m_fault.isEmpty(); }
    /// From now on faults are shown. Called by the first change, and by a form that is submitted.
    void touch();
    bool isTouched() const { return m_touched; }

private:
    void showLine();

    QWidget *m_editor = nullptr;
    QLabel *m_line = nullptr;
    QString m_hint;
    QString m_fault;
    bool m_touched = false;
};

} // namespace plancia::ui
