// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/formfield.h"

#include "models/errors/catalogue.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

namespace plancia::ui {

FormField::FormField(const QString &label, QWidget *editor, const QString &hint, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_hint(hint)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTinyGap);
    auto *name = makeLabel(label, TextKind::Secondary);
    name->setBuddy(editor);
    editor->setAccessibleName(label);
    m_line = makeLabel(hint, TextKind::Small, Wrap::Yes);
    column->addWidget(name);
    column->addWidget(editor);
    column->addWidget(m_line);
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        connect(line, &QLineEdit::textEdited, this, &FormField::touch);
    else if (auto *text = qobject_cast<QPlainTextEdit *>(editor))
        connect(text, &QPlainTextEdit::textChanged, this, [this, text] {
            if (text->hasFocus())
                touch();
        });
    else if (auto *number = qobject_cast<QSpinBox *>(editor))
        connect(number, &QSpinBox::valueChanged, this, &FormField::touch);
    showLine();
}

void FormField::setHint(const QString &hint)
{
    m_hint = hint;
    showLine();
}

void FormField::setFault(const std::optional<Error> &error) { setFaultWords(error ? describe(*error).sentence : QString()); }

void FormField::setFaultWords(const QString &words)
{
    m_fault = words;
    showLine();
}

void FormField::touch()
{
    if (m_touched)
        return;
    m_touched = true;
    showLine();
}

void FormField::showLine()
{
    const bool isFaulty = m_touched && hasFault();
    m_line->setText(isFaulty ? m_fault : m_hint);
    m_line->setVisible(!m_line->text().isEmpty());
    setTextKind(m_line, isFaulty ? TextKind::Fault : TextKind::Small);
    m_editor->setAccessibleDescription(m_line->text());
    if (m_editor->property("faulty").toBool() != isFaulty) {
        m_editor->setProperty("faulty", isFaulty);
        m_editor->style()->unpolish(m_editor);
        m_editor->style()->polish(m_editor);
    }
}

} // namespace plancia::ui
