// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/pagestates.h"

#include "models/items/pagedmodel.h"
#include "ui/kit/button.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/icons.h"
#include "ui/kit/text.h"

#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kPatienceMs = 250; // an answer within this shows no "Loading": it would only flicker
constexpr int kWordsWidth = 420;
} // namespace

PageStates::PageStates(QWidget *content, QWidget *parent) : QWidget(parent), m_content(content)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_error = new ErrorPanel(this);
    m_error->hide();
    column->addWidget(m_error);
    m_stack = new QStackedWidget(this);
    column->addWidget(m_stack, 1);

    m_loading = new QWidget(this);
    auto *loading = new QVBoxLayout(m_loading);
    m_loadingWords = makeLabel(tr("Reading…"), TextKind::Secondary);
    m_loadingWords->setAlignment(Qt::AlignCenter);
    m_loadingWords->hide();
    loading->addWidget(m_loadingWords);

    m_empty = new QWidget(this);
    auto *empty = new QVBoxLayout(m_empty);
    empty->setSpacing(measure::kSmallGap);
    m_emptyIcon = new QLabel(m_empty);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyTitle = makeLabel({}, TextKind::Heading);
    m_emptyTitle->setAlignment(Qt::AlignCenter);
    m_emptySentence = makeLabel({}, TextKind::Secondary, Wrap::Yes);
    m_emptySentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_emptySentence->setMaximumWidth(kWordsWidth);
    m_emptySentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_emptyAct = makeButton({}, ButtonKind::Secondary, m_empty);
    m_emptyAct->hide();
    empty->addStretch(2);
    empty->addWidget(m_emptyIcon, 0, Qt::AlignHCenter);
    empty->addWidget(m_emptyTitle, 0, Qt::AlignHCenter);
    auto *sentence = new QHBoxLayout; // stretches, so that the words wrap at their width and not before
    sentence->addStretch(1);
    sentence->addWidget(m_emptySentence, 1000);
    sentence->addStretch(1);
    empty->addLayout(sentence);
    empty->addSpacing(measure::kTinyGap);
    empty->addWidget(m_emptyAct, 0, Qt::AlignHCenter);
    empty->addStretch(3);

    m_stack->addWidget(m_loading);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(new QWidget(this)); // below an error without content
    m_stack->addWidget(m_content);
    m_patience = new QTimer(this);
    m_patience->setSingleShot(true);
    m_patience->setInterval(kPatienceMs);
    connect(m_patience, &QTimer::timeout, m_loadingWords, &QWidget::show);
    connect(m_emptyAct, &QPushButton::clicked, this, &PageStates::emptyActionRequested);
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        if (m_model && action == QLatin1String("retry"))
            m_model->retry();
        else
            emit actionRequested(action);
    });
    showLoading();
}

void PageStates::setState(State state)
{
    if (state != State::Loading) {
        m_patience->stop();
        m_loadingWords->hide();
    }
    if (state != State::Error)
        m_error->hide();
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

void PageStates::showLoading()
{
    m_stack->setCurrentWidget(m_loading);
    if (m_loadingWords->isHidden() && !m_patience->isActive())
        m_patience->start();
    setState(State::Loading);
}

void PageStates::showReady()
{
    m_stack->setCurrentWidget(m_content);
    setState(State::Ready);
}

void PageStates::setEmptyWords(const QString &title, const QString &sentence, const QString &act, const QString &icon)
{
    m_emptyIcon->setPixmap(iconPixmap(icon, currentLook().faint, 28, devicePixelRatioF()));
    m_emptyTitle->setText(title);
    m_emptySentence->setText(sentence);
    m_emptyAct->setText(act);
    m_emptyAct->setVisible(!act.isEmpty());
}

void PageStates::showEmpty()
{
    m_stack->setCurrentWidget(m_empty);
    setState(State::Empty);
}

void PageStates::showError(const Error &error, const QString &requestId, Content content)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (content == Content::Shown)
        m_stack->setCurrentWidget(m_content);
    else
        m_stack->setCurrentIndex(2);
    setState(State::Error);
    emit errorShown(error, requestId);
}

void PageStates::follow(PagedModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = model;
    if (!model)
        return;
    connect(model, &PagedModel::stateChanged, this, &PageStates::showModel);
    showModel();
}

void PageStates::showModel()
{
    switch (m_model->state()) {
    case PagedModel::State::Loading:
        // Rows of the list before stay until the first answer: less flicker while typing a filter.
        if (!m_model->hasRows())
            showLoading();
        break;
    case PagedModel::State::Empty:
        showEmpty();
        break;
    case PagedModel::State::Ready:
        showReady();
        break;
    case PagedModel::State::Error:
        showError(*m_model->error(), m_model->requestId(), m_model->hasRows() ? Content::Shown : Content::Hidden);
        break;
    }
}

} // namespace plancia::ui
