// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/backupdialog.h"

#include "ui/kit/button.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kWidth = 460;
}

BackupDialog::BackupDialog(Offer offer, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("backupDialog"));
    setWindowTitle(tr("Back up with a note"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(tr("Back up with a note"), TextKind::Heading, Wrap::Yes));
    m_note = new QLineEdit;
    m_note->setObjectName(QStringLiteral("backupNoteEdit"));
    m_note->setMaxLength(BackupRequest::kMaxNote);
    column->addWidget(new FormField(tr("Note"), m_note, tr("For example why it is made. It stays readable beside the backup, also beside an encrypted one.")));
    if (offer == Offer::WholeDatabaseToo) {
        m_whole = new QCheckBox(tr("The whole database, not Plancia’s schema alone"));
        m_whole->setObjectName(QStringLiteral("backupNoteWhole"));
        column->addWidget(m_whole);
    }
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kGap);
    acts->addStretch(1);
    QPushButton *cancel = makeButton(tr("Cancel"));
    QPushButton *act = makeButton(tr("Back up", "verb"), ButtonKind::Primary);
    act->setObjectName(QStringLiteral("backUpWithNote"));
    act->setDefault(true);
    acts->addWidget(cancel);
    acts->addWidget(act);
    column->addSpacing(measure::kTinyGap);
    column->addLayout(acts);
    m_note->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(act, &QPushButton::clicked, this, [this] {
        BackupRequest wanted;
        wanted.note = m_note->text().simplified();
        wanted.wholeDatabase = m_whole && m_whole->isChecked();
        emit agreed(wanted);
        accept();
    });
}

} // namespace plancia::ui
