// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/serverlists.h"

#include <QHash>
#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace plancia::ui {

class Card;
class FactGrid;
class PagedTable;

/// Short lists and facts of a server, one card below the other. The cards are made once; what they show is handed to them, so that
/// who reads keeps the place.
class ServerCards : public QScrollArea {
    Q_OBJECT
public:
    explicit ServerCards(QWidget *parent = nullptr);
    /// `name` is the stable name of the table.
    void addList(const QString &name, const QString &title, serverlists::List list);
    FactGrid *addFacts(const QString &title);
    /// `otherwise` stands in place of an empty list.
    void setRows(const QString &name, QList<ServerRow> rows, const QString &otherwise);

private:
    struct Part {
        PagedTable *table = nullptr;
        ServerListModel *model = nullptr;
        QLabel *words = nullptr;
    };
    Card *addCard(const QString &title);

    QVBoxLayout *m_column;
    QHash<QString, Part> m_parts;
};

} // namespace plancia::ui
