// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/servercards.h"

#include "ui/kit/card.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/text.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kMostRows = 24; ///< of a card; the rest is scrolled to
constexpr int kFactLabel = 210;
} // namespace

ServerCards::ServerCards(QWidget *parent) : QScrollArea(parent)
{
    auto *content = new QWidget;
    content->setProperty("kind", QByteArrayLiteral("scrolled"));
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(measure::kGap);
    m_column->addStretch(1);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
}

Card *ServerCards::addCard(const QString &title)
{
    auto *card = new Card(title, widget());
    m_column->insertWidget(m_column->count() - 1, card);
    return card;
}

void ServerCards::addList(const QString &name, const QString &title, serverlists::List list)
{
    Card *card = addCard(title);
    Part part;
    part.model = new ServerListModel(serverlists::columns(list), card);
    part.table = new PagedTable(card);
    part.table->setObjectName(name);
    setKind(part.table, "bare"); // the card has a frame already
    part.table->setListName(title);
    part.table->setModel(part.model);
    part.words = makeLabel(QString(), TextKind::Secondary, Wrap::Yes, card);
    card->body()->addWidget(part.table);
    card->body()->addWidget(part.words);
    part.table->hide();
    connect(part.table, &PagedTable::sortRequested, part.table, [part](int key, Qt::SortOrder order) {
        part.model->setSort(key, order);
        part.table->setSort(key, order);
    });
    m_parts.insert(name, part);
}

FactGrid *ServerCards::addFacts(const QString &title)
{
    Card *card = addCard(title);
    auto *facts = new FactGrid(card, kFactLabel);
    card->body()->addWidget(facts);
    return facts;
}

void ServerCards::setRows(const QString &name, QList<ServerRow> rows, const QString &otherwise)
{
    const Part part = m_parts.value(name);
    const int shown = std::clamp(static_cast<int>(rows.size()), 1, kMostRows);
    part.model->setRows(std::move(rows));
    part.table->setFixedHeight((shown + 1) * measure::kRow + 8);
    part.table->setVisible(part.model->total() > 0);
    part.words->setText(otherwise);
    part.words->setVisible(part.model->total() == 0);
}

} // namespace plancia::ui
