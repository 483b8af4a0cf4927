// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keyverifyform.h"

#include "models/domain/apikeyformat.h"
#include "models/format/format.h"
#include "models/items/apikeysmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/formfield.h"
#include "ui/kit/notice.h"
#include "ui/kit/text.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace plancia::ui {

KeyVerifyForm::KeyVerifyForm(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(tr("Whether the service would let a key in. The key is not kept, and nothing is noted of it."), TextKind::Body, Wrap::Yes, this));
    const auto add = [this, column](const QString &name, const QString &label, const QString &hint, FormField **field = nullptr) {
        auto *line = new QLineEdit(this);
        line->setObjectName(name);
        line->setFont(monoFont());
        auto *made = new FormField(label, line, hint, this);
        column->addWidget(made);
        if (field)
            *field = made;
        connect(line, &QLineEdit::textEdited, this, &KeyVerifyForm::hideAnswer);
        connect(line, &QLineEdit::returnPressed, this, &KeyVerifyForm::submitted);
        return line;
    };
    m_secret = add(QStringLiteral("verifyKey"), tr("Key", "that is verified"), tr("The whole key."), &m_secretField);
    m_secret->setEchoMode(QLineEdit::Password);
    m_address = add(QStringLiteral("verifyAddress"), tr("Used from"), tr("An address. Empty: not asked."));
    m_permission = add(QStringLiteral("verifyPermission"), tr("Used for"), tr("A permission such as orders:read. Empty: not asked."));
    m_answer = new Notice(this, Notice::Link::Below);
    m_answer->setObjectName(QStringLiteral("verifyAnswer"));
    column->addWidget(m_answer);
    m_facts = new FactGrid(this);
    column->addWidget(m_facts);
    connect(m_answer, &Notice::linkActivated, this, [this] { emit keyRequested(m_found); });
    start();
}

void KeyVerifyForm::start()
{
    m_secret->clear();
    m_address->clear();
    m_permission->clear();
    m_secretField->setFault(std::nullopt);
    hideAnswer();
}

QString KeyVerifyForm::secret() const { return m_secret->text().trimmed(); }
ApiKeyUse KeyVerifyForm::use() const { return {m_address->text().trimmed(), m_permission->text().trimmed()}; }
void KeyVerifyForm::focusFirst() { m_secret->setFocus(); }

void KeyVerifyForm::showFaults()
{
    m_secretField->touch();
    m_secretField->setFault(Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("key")}}));
    focusFirst();
}

void KeyVerifyForm::hideAnswer()
{
    if (isValid())
        m_secretField->setFault(std::nullopt);
    m_answer->hide();
    m_facts->hide();
    emit changed();
}

void KeyVerifyForm::showAnswer(const ApiKeyVerification &answer, qint64 nowMs)
{
    const bool isKnown = answer.refusal != ApiKeyVerification::Refusal::Unknown;
    m_found = answer.key.id;
    m_answer->showText(answer.isValid() ? Tone::Good : Tone::Error, answer.isValid() ? tr("The service lets it in.") : refusalOf(answer),
                       isKnown ? tr("Show the key") : QString());
    m_answer->show();
    m_facts->clear();
    m_facts->setVisible(isKnown);
    if (!isKnown)
        return;
    m_facts->addFact(QStringLiteral("verifiedName"), tr("Name"), answer.key.name);
    m_facts->addFact(QStringLiteral("verifiedTenant"), tr("Tenant"), answer.key.tenantSlug, TextKind::Mono);
    m_facts->addFact(QStringLiteral("verifiedState"), tr("State"), wordsForState(answer.key, nowMs));
    m_facts->addFact(QStringLiteral("verifiedPermissions"), tr("Permissions"),
                     answer.key.permissions.isEmpty() ? tr("none", "permissions of a key") : answer.key.permissions.join(QStringLiteral(", ")));
    m_facts->addFact(QStringLiteral("verifiedExpires"), tr("Expires"), answer.key.expiresAt == 0 ? tr("never", "when an API key expires") : format::day(answer.key.expiresAt, nowMs));
}

QString KeyVerifyForm::refusalOf(const ApiKeyVerification &answer) const
{
    switch (answer.refusal) {
    case ApiKeyVerification::Refusal::None:
        break;
    case ApiKeyVerification::Refusal::Unknown:
        if (const qsizetype missing = apikeyformat::missingFrom(secret()); missing > 0)
            return tr("The service refuses it. It begins as a key, but its last %n character(s) are missing: it was cut when it was copied.", "", static_cast<int>(missing));
        return apikeyformat::digestOf(secret()) ? tr("The service refuses it: no key of this workspace.")
                                                : tr("The service refuses it. It is no whole key: look for a slip of the finger, or a part that is missing.");
    case ApiKeyVerification::Refusal::State:
        return tr("The service refuses it: the key is %1.", "the state of a key").arg(wordFor(answer.state));
    case ApiKeyVerification::Refusal::Tenant:
        return tr("The service refuses it: its tenant is suspended, archived or deleted.");
    case ApiKeyVerification::Refusal::Address:
        return tr("The service refuses it from this address.");
    case ApiKeyVerification::Refusal::Permission:
        return tr("The service refuses it for this: the key lacks the permission.");
    }
    return {};
}

} // namespace plancia::ui
