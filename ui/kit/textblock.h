// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace plancia::ui {

/// Text from outside, whole, read-only and selectable: breaks anywhere, so that one endless word cannot widen a panel,
/// takes as many lines as it needs and scrolls beyond `maxLines`. Tab leaves it.
class TextBlock : public QPlainTextEdit {
    Q_OBJECT
public:
    enum class Face { Text, Mono };
    explicit TextBlock(const QString &text = {}, int maxLines = 6, Face face = Face::Text, QWidget *parent = nullptr);

    void setText(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_maxLines;
};

} // namespace plancia::ui
