// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keydetail.h"

#include "models/format/format.h"
#include "models/items/apikeysmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/notice.h"
#include "ui/kit/textblock.h"

#include <QVBoxLayout>

#include <algorithm>

namespace plancia::ui {

namespace {
constexpr qint64 kRecentMs = 3'600'000; ///< a key in grace that was used since then is missed by somebody
} // namespace

KeyDetail::KeyDetail(const PageContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_grace = new Notice(this);
    m_grace->setObjectName(QStringLiteral("graceNotice"));
    column->addWidget(m_grace);
    m_users = new QWidget(this);
    auto *users = new QVBoxLayout(m_users);
    users->setContentsMargins(0, measure::kTinyGap, 0, measure::kSmallGap);
    users->setSpacing(measure::kTinyGap);
    users->addWidget(makeLabel(tr("Who used it since it was rotated"), TextKind::Strong, Wrap::Yes, m_users));
    m_userRows = new FactGrid(m_users);
    users->addWidget(m_userRows);
    m_usersMore = makeLabel(tr("There are more, or more calls than were looked at."), TextKind::Secondary, Wrap::Yes, m_users);
    users->addWidget(m_usersMore);
    column->addWidget(m_users);
    m_facts = new FactGrid(this);
    column->addWidget(m_facts);
    const auto addBlock = [this, column](const QString &title, const QString &name, TextBlock::Face face, QLabel *&label, TextBlock *&block) {
        label = makeLabel(title, TextKind::Strong, Wrap::No, this);
        label->setContentsMargins(0, measure::kSmallGap, 0, 0);
        column->addWidget(label);
        block = new TextBlock({}, 6, face, this);
        block->setObjectName(name);
        block->setAccessibleName(title);
        column->addWidget(block);
    };
    addBlock(tr("Reason of the state"), QStringLiteral("keyReason"), TextBlock::Face::Text, m_reasonTitle, m_reason);
    addBlock(tr("Permissions"), QStringLiteral("keyPermissionsText"), TextBlock::Face::Mono, m_permissionsTitle, m_permissions);
    addBlock(tr("Limits"), QStringLiteral("keyLimitsText"), TextBlock::Face::Mono, m_limitsTitle, m_limits);
    addBlock(tr("Allowed addresses"), QStringLiteral("keyAddressesText"), TextBlock::Face::Mono, m_addressesTitle, m_addresses);
    const auto addLink = [this, column](const QString &text, auto act) {
        QPushButton *link = makeButton(text, ButtonKind::Link, this);
        column->addWidget(link, 0, Qt::AlignLeft);
        connect(link, &QPushButton::clicked, this, act);
        return link;
    };
    m_successor = addLink(tr("The key that took its place"), [this] { emit keyRequested(m_key.successorId); });
    m_successor->setObjectName(QStringLiteral("successor"));
    m_predecessor = addLink(tr("The key before it"), [this] { emit keyRequested(m_key.predecessorId); });
    m_predecessor->setObjectName(QStringLiteral("predecessor"));
    addLink(tr("All keys of this tenant"), [this] { emit tenantRequested(); });
    addLink(tr("All acts on this tenant"), [this] { emit actsRequested(); })->setVisible(m_context.actions.navigate != nullptr);
}

void KeyDetail::setKey(const ApiKey &key, bool isWhole)
{
    if (key.id != m_key.id)
        setCallers({});
    m_key = key;
    m_isWhole = isWhole;
    showFacts();
    showGrace();
    const auto show = [](QLabel *title, TextBlock *block, const QString &text) {
        title->setVisible(!text.isEmpty());
        block->setVisible(!text.isEmpty());
        block->setText(text);
    };
    QStringList limits;
    for (const ApiKeyLimit &limit : key.limits)
        limits.append(toString(limit));
    show(m_reasonTitle, m_reason, key.statusReason);
    show(m_permissionsTitle, m_permissions, isWhole && key.permissions.isEmpty() ? tr("none", "permissions of a key") : key.permissions.join(QLatin1Char('\n')));
    show(m_limitsTitle, m_limits, limits.join(QLatin1Char('\n')));
    show(m_addressesTitle, m_addresses, isWhole && key.addresses.isEmpty() ? tr("from everywhere", "where a key may be used") : key.addresses.join(QLatin1Char('\n')));
    m_successor->setVisible(!key.successorId.isNull());
    m_predecessor->setVisible(!key.predecessorId.isNull());
}

void KeyDetail::setCallers(const ApiKeyCallers &callers)
{
    m_callers = callers;
    m_callersUnknown.clear();
    showGrace();
}

void KeyDetail::setCallersUnknown(const QString &why)
{
    m_callersUnknown = why;
    showGrace();
}

void KeyDetail::tick()
{
    showFacts();
    showGrace();
}

void KeyDetail::showFacts()
{
    const qint64 now = m_context.clock->nowMs();
    const auto day = [now](qint64 at) { return format::day(at, now); };
    m_facts->clear();
    m_facts->addFact(QStringLiteral("factTenant"), tr("Tenant"), m_key.tenantSlug, TextKind::Mono, FactGrid::Copy::Yes);
    m_facts->addFact(QStringLiteral("factShown"), tr("Key", "its first characters"), m_key.shown + u'…', TextKind::Mono, FactGrid::Copy::Yes, m_key.shown);
    m_facts->addFact(QStringLiteral("factId"), tr("Id"), m_key.id.toString(), TextKind::Mono, FactGrid::Copy::Yes);
    m_facts->addFact(QStringLiteral("factEnvironment"), tr("Environment"), m_key.environment);
    if (m_key.isInternal)
        m_facts->addFact(QStringLiteral("factInternal"), tr("For", "who uses a key"), tr("the service itself"));
    m_facts->addFact(QStringLiteral("factUsed"), tr("Last used"), wordsForLastUse(m_key, now))->setToolTip(m_key.lastUsedAt == 0 ? QString() : format::localAndUtc(m_key.lastUsedAt));
    if (!m_key.lastUsedClient.isEmpty())
        m_facts->addFact(QStringLiteral("factClient"), tr("By", "the client that used a key"), m_key.lastUsedClient);
    if (!m_key.lastUsedAddress.isEmpty())
        m_facts->addFact(QStringLiteral("factAddress"), tr("From", "the address where a key was used"), m_key.lastUsedAddress, TextKind::Mono);
    m_facts->addFact(QStringLiteral("factExpires"), tr("Expires"), m_key.expiresAt == 0 ? tr("never", "when an API key expires") : day(m_key.expiresAt));
    m_facts->addFact(QStringLiteral("factCreated"), tr("Created"), m_key.createdBy.isEmpty() ? day(m_key.createdAt) : tr("%1 by %2", "when a key was made, and who made it").arg(day(m_key.createdAt), m_key.createdBy));
}

void KeyDetail::showGrace()
{
    const qint64 now = m_context.clock->nowMs();
    const bool isInGrace = stateOf(m_key, now) == ApiKeyState::InGrace;
    m_grace->setVisible(isInGrace);
    m_users->setVisible(isInGrace && !m_callers.callers.isEmpty());
    if (!isInGrace)
        return;
    const QString left = tr("It was rotated and works for %1 more, until %2.").arg(format::duration(m_key.graceEndsAt - now), format::day(m_key.graceEndsAt, now));
    // The calls may be noted, and when the key was used not.
    const qint64 lastAt = std::max(m_key.lastUsedAt, m_callers.callers.isEmpty() ? 0 : m_callers.callers.first().lastAt);
    const bool isMissed = lastAt != 0 && now - lastAt < kRecentMs;
    QString use = lastAt == 0 ? tr("Nobody has used it yet.") : QString();
    if (m_key.lastUsedAt != 0) {
        const QString who = m_key.lastUsedClient.isEmpty() ? tr("a client without a name") : m_key.lastUsedClient;
        const QString from = m_key.lastUsedAddress.isEmpty() ? tr("an unknown address") : m_key.lastUsedAddress;
        //: %1: "3 min ago", %2: name of a client, %3: an address
        use = tr("Last used %1 by %2 from %3.").arg(format::age(m_key.lastUsedAt, now), who, from);
    }
    if (!m_callersUnknown.isEmpty())
        use = (lastAt == 0 ? QString() : use + u' ') + tr("Who has used it since it was rotated is not known: %1").arg(m_callersUnknown);
    m_grace->showText(isMissed ? Tone::Warning : Tone::Note, (left + u' ' + use).trimmed());
    showCallers();
}

void KeyDetail::showCallers()
{
    const qint64 now = m_context.clock->nowMs();
    m_userRows->clear();
    for (const ApiKeyCaller &caller : std::as_const(m_callers.callers)) {
        QStringList words{caller.address.isEmpty() ? tr("unknown address") : caller.address};
        if (!caller.client.isEmpty())
            words.append(caller.client);
        if (const int calls = static_cast<int>(caller.calls); calls > 0)
            words.append(tr("%n call(s)", "with an API key", calls));
        m_userRows->addFact(QStringLiteral("caller:") + caller.address, format::age(caller.lastAt, now), words.join(QStringLiteral(" · ")));
    }
    m_usersMore->setVisible(m_callers.isCut);
}

} // namespace plancia::ui
