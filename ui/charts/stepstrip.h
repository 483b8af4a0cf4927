// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <functional>
#include <optional>

namespace plancia::ui {

/// How many of something there were over time, as steps over the same axis as the charts, hatched where it is not known. A cursor in it
/// chooses a moment: click or drag, arrow keys, Home and End.
class StepStrip : public QFrame {
    Q_OBJECT
public:
    struct Step {
        qint64 from = 0, to = 0; ///< Unix ms UTC
        std::optional<int> count; ///< nothing: not known
        bool operator==(const Step &) const = default;
    };
    explicit StepStrip(const QString &title, QWidget *parent = nullptr);
    /// What lies outside of the steps was not asked for, and is drawn as nothing.
    void setSteps(const QList<Step> &steps, qint64 fromMs, qint64 toMs);
    void setCursorAt(qint64 unixMs);
    qint64 cursorAt() const { return m_cursor; }
    const QList<Step> &steps() const { return m_steps; }
    /// At the right of the title.
    void setNote(const QString &note);
    /// What a screen reader and the tool tip say of a time.
    void setWords(std::function<QString(qint64 unixMs)> words);
    /// Where the steps are drawn.
    QRectF plotArea() const;
    QSize sizeHint() const override { return {400, 132}; }
    QSize minimumSizeHint() const override { return {200, 132}; }

signals:
    void chosen(qint64 unixMs);
    /// Ctrl and an arrow: to the last change before the cursor (−1) or the first one after it (1).
    void changeAsked(int direction);
    void zoomAsked(double factor, qint64 aboutMs);
    void panAsked(qint64 ms);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    double xOf(qint64 ms) const;
    qint64 timeAt(double x) const;
    void choose(qint64 at);

    QString m_title, m_note;
    QList<Step> m_steps;
    qint64 m_from = 0, m_to = 0;
    qint64 m_cursor = 0;
    int m_most = 0;
    std::function<QString(qint64)> m_words;
};

} // namespace plancia::ui
