// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keysecretdialog.h"

#include "models/ports/apikeysport.h"
#include "models/ports/deliver.h"
#include "ui/kit/button.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"

#include <QFileDialog>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kWidth = 560;
}

KeySecretDialog::KeySecretDialog(const PageContext &context, const IssuedApiKey &issued, const QString &sentence, QWidget *parent)
    : QDialog(parent), m_context(context), m_issued(issued)
{
    setObjectName(QStringLiteral("keySecret"));
    setWindowTitle(tr("The key %1").arg(issued.key.name.left(60)));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setFixedWidth(kWidth);
    m_clipboard = new ClipboardSecret(parent ? parent : this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(windowTitle(), TextKind::Heading, Wrap::Yes, this));
    column->addWidget(makeLabel(sentence, TextKind::Body, Wrap::Yes, this));
    column->addWidget(makeLabel(tr("It is shown this once and kept nowhere."), TextKind::Strong, Wrap::Yes, this));
    auto *secret = new TextBlock(issued.secret, 4, TextBlock::Face::Mono, this);
    secret->setObjectName(QStringLiteral("secretText"));
    secret->setAccessibleName(tr("API key"));
    column->addWidget(secret);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("secretNotice"));
    m_notice->hide();
    column->addWidget(m_notice);
    m_sealed = makeLabel({}, TextKind::Body, Wrap::Yes, this);
    m_sealed->hide();
    column->addWidget(m_sealed);
    m_passphrase = makeLabel({}, TextKind::Mono, Wrap::No, this);
    m_passphrase->setObjectName(QStringLiteral("passphrase"));
    m_passphrase->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_passphrase->hide();
    column->addWidget(m_passphrase);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->hide();
    column->addWidget(m_error);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kGap);
    m_seal = makeButton(tr("Save sealed file…"), ButtonKind::Secondary, this);
    m_seal->setObjectName(QStringLiteral("sealKey"));
    m_seal->setToolTip(toolTipText(tr("A file that only a passphrase opens, to hand the key over.")));
    m_close = makeButton(tr("Close"), ButtonKind::Secondary, this);
    m_close->setObjectName(QStringLiteral("closeSecret"));
    m_copy = makeButton(tr("Copy"), ButtonKind::Primary, this);
    m_copy->setObjectName(QStringLiteral("copySecret"));
    acts->addWidget(m_seal);
    acts->addStretch(1);
    acts->addWidget(m_close);
    acts->addWidget(m_copy);
    column->addLayout(acts);
    m_copy->setDefault(true);
    m_copy->setFocus();
    connect(m_copy, &QPushButton::clicked, this, &KeySecretDialog::copy);
    connect(m_seal, &QPushButton::clicked, this, &KeySecretDialog::chooseFile);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    auto *second = new QTimer(this);
    second->setInterval(1000);
    connect(second, &QTimer::timeout, this, &KeySecretDialog::showClipboard);
    second->start();
}

KeySecretDialog::~KeySecretDialog()
{
    m_call.cancel.cancel();
    if (!m_clipboard)
        return;
    if (m_clipboard->remainingMs() > 0) // it outlives this
        connect(m_clipboard, &ClipboardSecret::cleared, m_clipboard, &QObject::deleteLater);
    else
        m_clipboard->deleteLater();
}

void KeySecretDialog::copy()
{
    if (!m_clipboard)
        return;
    m_clipboard->copy(m_issued.secret);
    setKept();
    showClipboard();
}

void KeySecretDialog::setKept()
{
    m_isKept = true;
    m_close->setText(tr("Close"));
}

void KeySecretDialog::showClipboard()
{
    const int left = m_clipboard ? m_clipboard->remainingMs() / 1000 : 0;
    if (left > 0) {
        m_notice->showText(Tone::Good, tr("Copied. The clipboard forgets it in %n second(s).", "", left));
        m_notice->show();
    }
}

void KeySecretDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Where the sealed key is written"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    dialog->setDefaultSuffix(QStringLiteral("sealed"));
    dialog->selectFile(m_issued.key.tenantSlug + u'-' + m_issued.key.lookup + QStringLiteral(".sealed"));
    connect(dialog, &QFileDialog::fileSelected, this, &KeySecretDialog::seal);
    dialog->open();
}

void KeySecretDialog::seal(const QString &file)
{
    m_error->hide();
    m_seal->setEnabled(false);
    m_call = CallContext();
    deliver(m_context.workspace->apiKeys()->seal(m_issued, file, m_call), this, [this, file](const Result<QString> &passphrase) {
        m_seal->setEnabled(true);
        if (passphrase) {
            showSealed(file, *passphrase);
            return;
        }
        m_error->setError(passphrase.error(), m_call.requestId);
        m_error->show();
        if (m_context.actions.noteError)
            m_context.actions.noteError(passphrase.error(), m_call.requestId);
        adjustSize();
    });
}

void KeySecretDialog::showSealed(const QString &file, const QString &passphrase)
{
    setKept();
    m_sealed->setText(tr("Sealed in %1. Send these words another way; they stand nowhere else:").arg(file));
    m_sealed->show();
    m_passphrase->setText(passphrase);
    m_passphrase->show();
    adjustSize();
}

/// Also Escape and the cross.
void KeySecretDialog::reject()
{
    if (m_isKept || m_isWarned) {
        QDialog::reject();
        return;
    }
    m_isWarned = true;
    m_notice->showText(Tone::Warning, tr("The key was neither copied nor sealed. Once this is closed nobody can see it again."));
    m_notice->show();
    m_close->setText(tr("Close all the same"));
    adjustSize();
}

} // namespace plancia::ui
