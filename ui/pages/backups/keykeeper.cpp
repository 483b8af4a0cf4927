// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/keykeeper.h"

#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/pages/backups/phrasedialog.h"

namespace plancia::ui {

BackupKeysPort *KeyKeeper::port() const
{
    const auto &workspace = m_page.context().workspace;
    return workspace && workspace->backups() ? workspace->backups()->keys() : nullptr;
}

template <class T>
void KeyKeeper::ask(const QFuture<Result<T>> &answer, const QString &requestId, std::function<void()> again, std::function<void(const T &)> then)
{
    ++m_asking;
    deliver(answer, this, [this, requestId, again = std::move(again), then = std::move(then)](const Result<T> &result) {
        --m_asking;
        if (result)
            then(*result);
        else
            emit failed(result.error(), requestId, again);
    });
}

void KeyKeeper::withKey(std::function<void()> then)
{
    if (!port())
        return;
    const CallContext call;
    ask<BackupKeyState>(port()->state(call), call.requestId, [this, then] { withKey(then); }, [this, then, request = call.requestId](const BackupKeyState &state) {
        using Where = BackupKeyState::Where;
        if (state.where == Where::None)
            makeKey(then);
        else if (state.where == Where::Nowhere) // out of reach is not gone: its phrase, or an unlocked ring, brings it back
            emit failed(state.error.value_or(Error(ErrorCode::BackupKeyMissing)), request, [this, then] { withKey(then); });
        else
            then();
    });
}

void KeyKeeper::makeKey(std::function<void()> then)
{
    const CallContext call;
    ask<RecoveryKey>(port()->make(call), call.requestId, [this, then] { makeKey(then); }, [this, then](const RecoveryKey &key) {
        auto *dialog = new PhraseDialog(key, PhraseDialog::Purpose::NewKey, &m_page);
        connect(dialog, &PhraseDialog::confirmed, this, [this, then](const QString &phrase) { keep(phrase, BackupKeysPort::Use::NewBackups, then); });
        dialog->open();
    });
}

void KeyKeeper::keep(const QString &phrase, BackupKeysPort::Use use, std::function<void()> then)
{
    const CallContext call;
    // Not tried again by itself: the phrase is not held on to.
    ask<BackupKeyState>(port()->keep(phrase, use, call), call.requestId, {}, [this, then](const BackupKeyState &state) {
        if (state.where == BackupKeyState::Where::ThisRun && m_page.context().actions.notify)
            m_page.context().actions.notify(Tone::Warning, tr("No key ring keeps the key: it is known until Plancia closes. "
                                                              "After that enter the phrase again; until then no encrypted backup is made."));
        then();
    });
}

void KeyKeeper::showPhrase()
{
    if (!port())
        return;
    const CallContext call;
    ask<RecoveryKey>(port()->phrase(call), call.requestId, [this] { showPhrase(); }, [this](const RecoveryKey &key) {
        (new PhraseDialog(key, PhraseDialog::Purpose::ShowAgain, &m_page))->open();
    });
}

void KeyKeeper::enterPhrase()
{
    if (!port())
        return;
    auto *dialog = new PhraseEntry(&m_page);
    connect(dialog, &PhraseEntry::entered, this, [this](const QString &phrase) {
        keep(phrase, BackupKeysPort::Use::Reading, [this] { emit entered(); });
    });
    dialog->open();
}

} // namespace plancia::ui
