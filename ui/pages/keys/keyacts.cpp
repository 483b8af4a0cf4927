// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keyacts.h"

#include "models/ports/apikeysport.h"
#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/workspacewords.h"

#include <QDateTime>
#include <QFileDialog>

namespace plancia::ui {

KeyActs::KeyActs(const PageContext &context, QWidget *parent) : QObject(parent), m_context(context), m_window(parent) {}
KeyActs::~KeyActs() { m_call.cancel.cancel(); }

template <class T, class Done>
void KeyActs::await(const QFuture<Result<T>> &answer, Done whenDone)
{
    m_isBusy = true;
    emit changed();
    deliver(answer, this, [this, whenDone](const Result<T> &result) {
        m_isBusy = false;
        emit changed();
        if (result)
            whenDone(*result);
        else
            emit failed(result.error(), m_call.requestId);
    });
}

void KeyActs::askStatus(const ApiKey &key, ApiKeyStatus status)
{
    if (m_isBusy)
        return;
    const QString name = key.name.left(60);
    ConfirmQuestion question;
    question.workspace = workspaceName(m_context.workspace->identity());
    question.asksReason = true;
    QString words;
    switch (status) {
    case ApiKeyStatus::Active:
        question.title = tr("Enable %1?").arg(name);
        question.sentence = tr("The service lets it in again from the next request on.");
        question.act = tr("Enable");
        words = tr("%1 is enabled.").arg(name);
        break;
    case ApiKeyStatus::Disabled:
        question.title = tr("Disable %1?").arg(name);
        question.sentence = tr("The service refuses it from the next request on. It can be enabled again.");
        question.act = tr("Disable");
        words = tr("%1 is disabled.").arg(name);
        break;
    case ApiKeyStatus::Revoked:
        question.title = tr("Revoke %1?").arg(name);
        question.sentence = tr("The service refuses it from the next request on.");
        question.loss = tr("It is never let in again. Whoever needs it needs a new key.");
        question.act = tr("Revoke");
        if (m_context.workspace->identity().colour == QLatin1String("red"))
            question.typeName = key.name;
        words = tr("%1 is revoked.").arg(name);
        break;
    }
    auto *dialog = new ConfirmDialog(question, m_window);
    connect(dialog, &ConfirmDialog::agreed, this, [this, key, status, words](const QString &reason) {
        m_call = CallContext();
        await(m_context.workspace->apiKeys()->setStatus(refOf(key), status, reason, m_call), [this, words](const ApiKey &changedKey) { emit done(changedKey, words); });
    });
    dialog->open();
}

void KeyActs::askDelete(const ApiKey &key)
{
    if (m_isBusy)
        return;
    const QString at = QDateTime::fromMSecsSinceEpoch(m_context.clock->nowMs(), Qt::UTC).toString(QStringLiteral("-yyyyMMddTHHmmssZ"));
    auto *dialog = new QFileDialog(m_window, tr("Where all that is known of %1 is written before it is deleted").arg(key.name.left(60)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(key.tenantSlug + QStringLiteral("-key") + at + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, key](const QString &file) { confirmDelete(key, file); });
    dialog->open();
}

void KeyActs::confirmDelete(const ApiKey &key, const QString &file)
{
    ConfirmQuestion question;
    question.title = tr("Delete %1?").arg(key.name.left(60));
    question.sentence = tr("All that is known of it, without its secret, is written to %1 first. Its rows in the audit trail stay.").arg(file);
    question.loss = tr("It cannot be taken back. A leak of this key would not be recognised any more.");
    question.workspace = workspaceName(m_context.workspace->identity());
    question.act = tr("Delete", "an API key, for good");
    question.asksReason = true;
    auto *dialog = new ConfirmDialog(question, m_window);
    connect(dialog, &ConfirmDialog::agreed, this, [this, key, file](const QString &reason) {
        m_call = CallContext();
        await(m_context.workspace->apiKeys()->remove(refOf(key), file, reason, m_call), [this](const ApiKeyRemoval &removal) { emit removed(removal); });
    });
    dialog->open();
}

} // namespace plancia::ui
