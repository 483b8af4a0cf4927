// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/errorpanel.h"

#include "ui/kit/actionwords.h"
#include "ui/kit/button.h"
#include "ui/kit/page.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kTextLeft = 48;
constexpr int kNarrowTextLeft = 40;

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Tone::Note;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Error:
    case Severity::Critical:
        return Tone::Error;
    }
    return Tone::Error;
}

/// The border has the colour of the shape.
const char *kindOf(Severity severity)
{
    const Tone tone = toneOf(severity);
    return tone == Tone::Error ? "errorCard" : tone == Tone::Warning ? "warningCard" : "noteCard";
}

/// A link to the page that the panel is on leads nowhere, unless the page says so.
bool leadsHere(const QWidget *from, const QString &action)
{
    for (; from; from = from->parentWidget())
        if (const auto *page = qobject_cast<const Page *>(from))
            return action == QStringLiteral("open_") + page->pageId() && !page->isMeantHere(action);
    return false;
}

QLabel *selectable(QLabel *label)
{
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}
} // namespace

ErrorPanel::ErrorPanel(QWidget *parent, Room room) : QFrame(parent), m_room(room)
{
    setProperty("kind", QByteArrayLiteral("errorCard"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(this);
    const bool isNarrow = m_room == Room::Narrow;
    if (isNarrow)
        column->setContentsMargins(kNarrowTextLeft, 11, 12, 10);
    else
        column->setContentsMargins(kTextLeft, 13, 16, 14);
    column->setSpacing(measure::kTinyGap);

    auto *head = new QHBoxLayout;
    head->setSpacing(measure::kSmallGap);
    m_title = selectable(makeLabel({}, TextKind::Strong, Wrap::Yes));
    m_title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_code = selectable(makeLabel({}, TextKind::MonoSecondary));
    m_showDetails = makeButton(tr("Details"), ButtonKind::Link);
    m_copy = makeButton(tr("Copy"), ButtonKind::Link);
    head->addWidget(m_title);
    head->addWidget(m_code);
    head->addStretch(1);
    auto *acts = isNarrow ? new QHBoxLayout : head;
    acts->addWidget(m_showDetails);
    acts->addWidget(m_copy);
    column->addLayout(head);

    m_sentence = selectable(makeLabel({}, TextKind::Body, Wrap::Yes));
    m_cause = selectable(makeLabel({}, TextKind::Secondary, Wrap::Yes));
    m_data = selectable(makeLabel({}, TextKind::Strong, Wrap::Yes));
    column->addWidget(m_sentence);
    column->addWidget(m_cause);
    column->addWidget(m_data);
    column->addSpacing(2);
    m_steps = new QVBoxLayout;
    m_steps->setSpacing(0);
    column->addLayout(m_steps);
    m_details = new QPlainTextEdit(this);
    m_details->setReadOnly(true);
    m_details->setProperty("kind", QByteArrayLiteral("mono"));
    m_details->setFixedHeight(110);
    m_details->hide();
    column->addWidget(m_details);
    if (isNarrow) {
        acts->setSpacing(measure::kSmallGap);
        acts->addStretch(1);
        column->addLayout(acts);
    }

    for (QPushButton *button : {m_showDetails, m_copy})
        button->setProperty("quiet", true); // beside the point: the steps are what matters
    connect(m_showDetails, &QPushButton::clicked, this, [this] { setDetailsShown(m_details->isHidden()); });
    connect(m_copy, &QPushButton::clicked, this, &ErrorPanel::copy);
}

void ErrorPanel::setError(const Error &error, const QString &requestId)
{
    m_text = describe(error);
    m_requestId = requestId;
    m_title->setText(m_text.title);
    // A wrapping label asks for too little.
    m_title->setMinimumWidth(std::min(m_title->fontMetrics().horizontalAdvance(m_text.title) + 16, m_room == Room::Wide ? 480 : 190));
    m_code->setText(m_text.id);
    m_sentence->setText(m_text.sentence);
    m_cause->setText(m_text.cause);
    m_cause->setVisible(!m_text.cause.isEmpty());
    m_data->setText(m_text.data);
    m_data->setVisible(!m_text.data.isEmpty());
    m_copy->setText(tr("Copy"));
    QString details = m_text.details;
    if (!requestId.isEmpty())
        details += (details.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("request: ") + requestId;
    m_details->setPlainText(details);
    setKind(this, kindOf(m_text.severity));
    setAccessibleName(m_text.title);
    setAccessibleDescription(m_text.sentence + u' ' + m_text.data);
    showSteps();
    update();
}

void ErrorPanel::showSteps()
{
    while (QLayoutItem *item = m_steps->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    bool offersRetry = false;
    int number = 0;
    const auto addStep = [this, &number](const QString &text, const QString &action) {
        auto *line = new QWidget(this);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::kTinyGap);
        auto *count = makeLabel(QStringLiteral("%1.").arg(++number), TextKind::Body);
        count->setFixedWidth(16);
        row->addWidget(count, 0, Qt::AlignTop);
        auto *words = selectable(makeLabel(text, TextKind::Body, Wrap::Yes));
        // A wrapping label asks for too little: give it one line's width, up to what a line holds well.
        if (m_room == Room::Wide)
            words->setMinimumWidth(std::min(words->fontMetrics().horizontalAdvance(text) + 6, 440));
        words->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        auto *step = m_room == Room::Wide ? row : static_cast<QBoxLayout *>(new QVBoxLayout);
        step->addWidget(words);
        if (const QString link = actionWords(action); !link.isEmpty() && !leadsHere(this, action)) {
            auto *button = makeButton(link, ButtonKind::Link);
            button->setObjectName(action);
            connect(button, &QPushButton::clicked, this, [this, action] { emit actionRequested(action); });
            step->addWidget(button, 0, Qt::AlignTop | Qt::AlignLeft);
        }
        if (m_room == Room::Narrow) {
            step->setSpacing(0);
            row->addLayout(step, 1);
        } else {
            row->addStretch(1);
        }
        m_steps->addWidget(line);
    };
    for (const ErrorStepText &step : m_text.steps) {
        offersRetry = offersRetry || step.action == QLatin1String("retry");
        addStep(step.text, step.action);
    }
    if (!offersRetry)
        addStep(tr("Try again when it is mended."), QStringLiteral("retry"));
}

QString ErrorPanel::asText() const
{
    QStringList lines{m_text.id + QStringLiteral(" · ") + m_text.title, m_text.sentence, m_text.cause, m_text.data};
    for (qsizetype i = 0; i < m_text.steps.size(); ++i)
        lines.append(QStringLiteral("%1. %2").arg(i + 1).arg(m_text.steps.at(i).text));
    lines.append(m_details->toPlainText());
    lines.removeAll(QString());
    return lines.join(u'\n');
}

void ErrorPanel::setDetailsShown(bool shown)
{
    m_details->setVisible(shown);
    m_showDetails->setText(shown ? tr("Hide details") : tr("Details"));
}

void ErrorPanel::copy()
{
    QGuiApplication::clipboard()->setText(asText());
    m_copy->setText(tr("Copied"));
}

void ErrorPanel::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const Tone tone = toneOf(m_text.severity);
    drawToneShape(painter, m_room == Room::Wide ? QRectF(19, 15, 15, 15) : QRectF(14, 13, 15, 15), tone, currentLook().of(tone));
}

} // namespace plancia::ui
