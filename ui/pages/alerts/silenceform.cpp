// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/silenceform.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"
#include "ui/pages/alerts/silencepanel.h"

#include <QComboBox>
#include <QCompleter>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>
#include <array>

namespace plancia::ui {

namespace {
constexpr int kMostChars = 200;
constexpr qint64 kHourMs = 3'600'000;
constexpr std::array<qint64, 4> kSpans{kHourMs, 4 * kHourMs, 24 * kHourMs, 7 * 24 * kHourMs};
constexpr qint64 kLongestMs = 90 * 24 * kHourMs; ///< models/ports/alertsport.h

Error required(const char *field) { return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QLatin1String(field)}}); }
} // namespace

SilenceForm::SilenceForm(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("silenceForm"));
    setTitle(tr("New silence"));
    build();
}

void SilenceForm::build()
{
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    part->addWidget(makeLabel(tr("While a silence is in force, nobody is told of the alerts that it mutes. They are still watched and listed."), TextKind::Secondary, Wrap::Yes));
    const auto line = [this](const char *name, QStringListModel **words) {
        auto *edit = new QLineEdit(this);
        edit->setObjectName(QLatin1String(name));
        edit->setMaxLength(kMostChars);
        if (words) {
            *words = new QStringListModel(this);
            auto *completer = new QCompleter(*words, edit);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            edit->setCompleter(completer);
            edit->setFont(monoFont());
        }
        connect(edit, &QLineEdit::textChanged, this, &SilenceForm::judge);
        connect(edit, &QLineEdit::returnPressed, this, [this] { m_make->click(); });
        return edit;
    };
    m_rule = line("silenceRule", &m_rules);
    m_label = line("silenceLabel", &m_labels);
    m_author = line("silenceAuthor", nullptr);
    m_comment = line("silenceComment", nullptr);
    m_span = new QComboBox(this);
    m_span->setObjectName(QStringLiteral("silenceSpan"));
    for (const auto &[span, name] : {std::pair(kSpans[0], tr("1 hour")), std::pair(kSpans[1], tr("4 hours")), std::pair(kSpans[2], tr("1 day")), std::pair(kSpans[3], tr("1 week")), std::pair(qint64(0), tr("Until a time"))})
        m_span->addItem(name, span);
    m_until = new QDateTimeEdit(this);
    m_until->setObjectName(QStringLiteral("silenceUntil"));
    m_until->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_until->setFont(monoFont());
    m_ruleField = new FormField(tr("Rule"), m_rule, tr("Its name; each * stands for any text."), this);
    m_labelField = new FormField(tr("Of what"), m_label, tr("A source or tenant, as the list names it; each * stands for any text."), this);
    auto *span = new FormField(tr("For how long"), m_span, {}, this);
    m_untilField = new FormField(tr("Until"), m_until, tr("Local time, at most 90 days ahead."), this);
    m_untilField->touch();
    m_authorField = new FormField(tr("Author"), m_author, {}, this);
    m_commentField = new FormField(tr("Comment"), m_comment, tr("Why nobody shall be told."), this);
    for (FormField *field : {m_ruleField, m_labelField, span, m_untilField, m_authorField, m_commentField})
        part->addWidget(field);
    m_previewTitle = makeLabel(QString(), TextKind::Strong, Wrap::Yes, this);
    m_previewTitle->setObjectName(QStringLiteral("silencePreview"));
    part->addWidget(m_previewTitle);
    m_preview = new QVBoxLayout;
    m_preview->setSpacing(measure::kTinyGap);
    part->addLayout(m_preview);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->hide();
    part->addWidget(m_error);
    m_make = addAction(tr("Silence"), ButtonKind::Primary);
    m_make->setObjectName(QStringLiteral("silenceMake"));
    connect(m_make, &QPushButton::clicked, this, [this] { emit silenceAsked(draft()); });
    connect(m_span, &QComboBox::currentIndexChanged, this, &SilenceForm::judge);
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, &SilenceForm::judge);
}

void SilenceForm::start(const QString &rule, const QString &label, const QString &author)
{
    m_rule->setText(rule.isEmpty() ? QStringLiteral("*") : rule);
    m_label->setText(label.isEmpty() ? QStringLiteral("*") : label);
    m_author->setText(author);
    m_comment->clear();
    m_span->setCurrentIndex(0);
    m_until->setDateTime(QDateTime::fromMSecsSinceEpoch(m_now + kHourMs));
    m_error->hide();
    judge();
    show();
    QLineEdit *first = rule.isEmpty() ? m_rule : m_comment;
    first->setFocus();
    first->selectAll();
}

void SilenceForm::setBoard(const AlertBoard &board, qint64 agentNow, bool isFresh)
{
    m_board = board;
    m_now = agentNow;
    m_isFresh = isFresh;
    QStringList rules{QStringLiteral("*")}, labels{QStringLiteral("*")};
    for (const AlertRule &rule : board.rules)
        rules.append(rule.name);
    for (const Alert &alert : board.alerts)
        if (!alert.label.isEmpty() && !labels.contains(alert.label))
            labels.append(alert.label);
    // A completer that is open is not disturbed by the same words.
    if (m_rules->stringList() != rules)
        m_rules->setStringList(rules);
    if (m_labels->stringList() != labels)
        m_labels->setStringList(labels);
    judge();
}

qint64 SilenceForm::until() const
{
    const qint64 span = m_span->currentData().toLongLong();
    return span > 0 ? m_now + span : m_until->dateTime().toMSecsSinceEpoch();
}

Silence SilenceForm::draft() const
{
    Silence draft;
    draft.rule = m_rule->text().trimmed();
    draft.label = m_label->text().trimmed();
    draft.from = m_now;
    draft.until = until();
    draft.author = m_author->text().trimmed();
    draft.comment = m_comment->text().trimmed();
    return draft;
}

void SilenceForm::judge()
{
    const Silence silence = draft();
    const auto need = [](FormField *field, const QString &text, const char *name) { field->setFault(text.isEmpty() ? std::optional(required(name)) : std::nullopt); };
    need(m_ruleField, silence.rule, "rule");
    need(m_labelField, silence.label, "label");
    need(m_authorField, silence.author, "author");
    need(m_commentField, silence.comment, "comment");
    const bool isPicked = m_span->currentData().toLongLong() == 0;
    m_untilField->setVisible(isPicked);
    m_untilField->setFaultWords(silence.until <= m_now               ? tr("This time has passed.")
                                : silence.until - m_now > kLongestMs ? tr("A silence lasts at most 90 days.")
                                                                     : QString());
    bool isFit = m_now > 0;
    for (const FormField *field : {m_ruleField, m_labelField, m_untilField, m_authorField, m_commentField})
        isFit = isFit && !field->hasFault();
    m_make->setEnabled(isFit && !m_isActing);
    showPreview();
}

void SilenceForm::showPreview()
{
    const Silence silence = draft();
    QStringList shown{QString::number(m_isFresh)};
    int count = 0;
    for (const Alert &alert : m_board.alerts)
        if (silence.mutes(alert, m_now)) {
            shown.append(alert.id() + u' ' + toString(alert.state));
            ++count;
        }
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_previewTitle->setText(!m_isFresh ? tr("As of %1 it would mute %n alert(s)", nullptr, count).arg(format::dateTime(m_board.at)) : tr("Now it would mute %n alert(s)", nullptr, count));
    SidePanel::clear(m_preview);
    addMutedAlerts(m_preview, m_board, silence, m_now);
}

void SilenceForm::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
}

void SilenceForm::setActing(bool isActing)
{
    m_isActing = isActing;
    if (isActing)
        m_error->hide();
    judge();
}

QVariantMap SilenceForm::saveState() const
{
    return {{QStringLiteral("rule"), m_rule->text()},
            {QStringLiteral("label"), m_label->text()},
            {QStringLiteral("span"), m_span->currentIndex()},
            {QStringLiteral("until"), m_until->dateTime().toMSecsSinceEpoch()},
            {QStringLiteral("author"), m_author->text()},
            {QStringLiteral("comment"), m_comment->text()}};
}

void SilenceForm::restoreState(const QVariantMap &state)
{
    start(state.value(QStringLiteral("rule")).toString(), state.value(QStringLiteral("label")).toString(), state.value(QStringLiteral("author")).toString());
    m_span->setCurrentIndex(qBound(0, state.value(QStringLiteral("span")).toInt(), m_span->count() - 1));
    m_until->setDateTime(QDateTime::fromMSecsSinceEpoch(state.value(QStringLiteral("until")).toLongLong()));
    m_comment->setText(state.value(QStringLiteral("comment")).toString());
}

} // namespace plancia::ui
