// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/policykeeper.h"

#include "models/items/backupsmodel.h"
#include "models/ports/deliver.h"
#include "ui/pages/backups/keykeeper.h"
#include "ui/pages/backups/policypanel.h"

namespace plancia::ui {

PolicyKeeper::PolicyKeeper(ui::Page &page, KeyKeeper &keys) : QObject(&page), m_page(page), m_keys(keys), m_panel(new PolicyPanel(*page.context().clock, &page))
{
    connect(m_panel, &PolicyPanel::saveRequested, this, &PolicyKeeper::save);
    connect(m_panel, &PolicyPanel::showPhraseRequested, &m_keys, &KeyKeeper::showPhrase);
    connect(m_panel, &PolicyPanel::newKeyRequested, &m_keys, [this] {
        m_keys.makeKey([this] {
            if (m_page.context().actions.notify)
                m_page.context().actions.notify(Tone::Good, tr("New backups are encrypted with the new key."));
        });
    });
    connect(m_panel, &PolicyPanel::enterPhraseRequested, &m_keys, &KeyKeeper::enterPhrase);
}

/// Whoever may make backups decides when they are made.
BackupsPort *PolicyKeeper::port() const
{
    const auto &workspace = m_page.context().workspace;
    return workspace && workspace->capabilities().testFlag(Capability::CreateBackups) ? workspace->backups() : nullptr;
}

void PolicyKeeper::refresh() { ask(false); }
void PolicyKeeper::open() { ask(true); }

void PolicyKeeper::ask(bool thenOpen)
{
    if (!port())
        return;
    ++m_asking;
    const CallContext call;
    deliver(port()->health(call), this, [this, thenOpen, request = call.requestId](const Result<BackupHealth> &health) {
        --m_asking;
        if (health) {
            m_health = *health;
            if (thenOpen || !m_panel->isHidden())
                m_panel->showHealth(*health, m_page.context().workspace->moments() != nullptr);
            if (thenOpen)
                emit opened();
        } else if (thenOpen) {
            emit failed(health.error(), request, [this] { open(); });
        }
        emit changed();
    });
}

/// Encryption is turned on once there is a key whose phrase somebody has.
void PolicyKeeper::save(const BackupPolicy &policy)
{
    if (policy.encrypt && m_health && !m_health->policy.encrypt)
        m_keys.withKey([this, policy] { write(policy); });
    else
        write(policy);
}

void PolicyKeeper::write(const BackupPolicy &policy)
{
    if (!port())
        return;
    ++m_asking;
    m_panel->setBusy(true);
    const CallContext call;
    deliver(port()->setPolicy(policy, call), this, [this, policy, request = call.requestId](const Result<BackupPolicy> &kept) {
        --m_asking;
        m_panel->setBusy(false);
        if (kept) {
            m_panel->setSaved(*kept);
            if (m_page.context().actions.notify)
                m_page.context().actions.notify(Tone::Good, tr("Saved. Backups are made %1.").arg(wordsFor(kept->schedule)));
        } else {
            emit failed(kept.error(), request, [this, policy] { save(policy); });
        }
        refresh();
    });
}

} // namespace plancia::ui
