// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace plancia::ui {

Page::Page(const QString &pageId, PageContext context, QWidget *parent)
    : QWidget(parent), m_pageId(pageId), m_context(std::move(context))
{
    setObjectName(pageId);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_body = new QVBoxLayout;
    m_body->setContentsMargins(measure::kPageMargin, 16, measure::kPageMargin, 16);
    m_body->setSpacing(measure::kGap);
    row->addLayout(m_body, 1);
}

PageHeader *Page::setHeader(const QString &title, const QString &sentence)
{
    if (!m_header) {
        m_header = new PageHeader(title, sentence, this);
        m_body->insertWidget(0, m_header);
    } else {
        m_header->setTitle(title);
        m_header->setSentence(sentence);
    }
    return m_header;
}

void Page::setSidePanel(SidePanel *panel)
{
    panel->hide();
    layout()->addWidget(panel);
}

void Page::handleAction(const QString &actionId)
{
    if (!takeAction(actionId) && m_context.actions.takeAction)
        m_context.actions.takeAction(actionId);
}

} // namespace plancia::ui
