// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/viewexport.h"
#include "ui/kit/page.h"

class QMenu;

namespace plancia::ui {

/// What a page shows just now: how it was asked for, its rows, and itself to be painted.
struct ViewOffer {
    QString name; ///< of the file, without an ending
    ViewQuery query;
    QStringList columns; ///< of the rows
    ViewRows rows;       ///< null: there are none
    qint64 count = 0;    ///< about how many rows
    QWidget *picture = nullptr; ///< null: nothing is to be seen
};

/// The button “Export” of a page: rows as CSV and JSON Lines, the picture as PNG, SVG and PDF, each with the query that made it. What is
/// written is what was to be seen when a format was chosen. Large work goes on in the engine when the page goes; its progress is the
/// task's.
class ViewExporter : public QObject {
    Q_OBJECT
public:
    using Offer = std::function<ViewOffer()>;
    /// `page` is what the dialog stands before; `head` gets the button.
    ViewExporter(const PageContext &context, QWidget *page, PageHeader *head, Offer offer);
    QPushButton *button() const { return m_button; }

    /// The picture of an offer with its title and its query, in the theme that is seen. Lines are lines and texts texts in SVG and PDF.
    static ViewSource pictureOf(const ViewOffer &offer, ViewFormat format);

private:
    void enableActs();
    void start(ViewFormat format);
    void copy();
    void write(const ViewSource &source, const QString &path);

    PageContext m_context;
    QWidget *m_page;
    Offer m_offer;
    QPushButton *m_button = nullptr;
    QMenu *m_menu = nullptr;
    QList<QPair<ViewFormat, QAction *>> m_acts;
    QAction *m_copy = nullptr;
};

} // namespace plancia::ui
