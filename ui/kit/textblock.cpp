// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/textblock.h"

#include "ui/kit/theme.h"

#include <QTextBlock>
#include <QTextDocument>
#include <algorithm>

namespace plancia::ui {

TextBlock::TextBlock(const QString &text, int maxLines, Face face, QWidget *parent)
    : QPlainTextEdit(parent), m_maxLines(maxLines)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    // The application's sheet frames text that is typed; this is text that is read.
    setStyleSheet(QStringLiteral("QPlainTextEdit { border: none; background: transparent; padding: 0; }"));
    document()->setDocumentMargin(0);
    setFont(face == Face::Mono ? monoFont() : textFont());
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setText(text);
}

void TextBlock::setText(const QString &text)
{
    constexpr qsizetype most = 20'000; // twice the longest notes; what a foreign store holds may have no end
    setPlainText(text.size() > most ? text.left(most) + u'…' : text);
    fit();
}

QSize TextBlock::sizeHint() const { return {measure::kSidePanel - 2 * measure::kGap, height()}; }
QSize TextBlock::minimumSizeHint() const { return {40, height()}; }

void TextBlock::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void TextBlock::fit()
{
    // In a plain-text layout the document's height is a number of lines.
    const int lines = std::clamp(static_cast<int>(document()->size().height()), 1, m_maxLines);
    setFixedHeight(lines * fontMetrics().lineSpacing() + 2);
}

} // namespace plancia::ui
