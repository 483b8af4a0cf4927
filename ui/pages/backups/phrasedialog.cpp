// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/phrasedialog.h"

#include "models/domain/recoveryphrase.h"
#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/clipboardsecret.h"
#include "ui/kit/formfield.h"
#include "ui/kit/onetimesecret.h"
#include "ui/kit/text.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLineEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QRandomGenerator>
#include <QTextDocument>
#include <QThreadPool>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kWidth = 500;
constexpr int kEntryWidth = 660; // a whole phrase in one line
constexpr int kColumns = 7;

QVBoxLayout *setUp(QDialog *dialog, const QString &title, int width)
{
    dialog->setWindowTitle(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(true);
    dialog->setFixedWidth(width);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(title, TextKind::Heading, Wrap::Yes));
    return column;
}

/// Cancel or close, and perhaps what the dialog is for. Returns the latter.
QPushButton *addActs(QDialog *dialog, QVBoxLayout *column, const QString &leave, const QString &act)
{
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kGap);
    acts->addStretch(1);
    QPushButton *cancel = makeButton(leave);
    cancel->setObjectName(QStringLiteral("leavePhrase"));
    acts->addWidget(cancel);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QPushButton *does = nullptr;
    if (!act.isEmpty()) {
        does = makeButton(act, ButtonKind::Primary);
        acts->addWidget(does);
        does->setDefault(true);
    }
    column->addSpacing(measure::kTinyGap);
    column->addLayout(acts);
    return does;
}
} // namespace

PhraseDialog::PhraseDialog(RecoveryKey key, Purpose purpose, QWidget *parent)
    : QDialog(parent), m_key(std::move(key)), m_groups(groupsOf(m_key.phrase))
{
    setObjectName(QStringLiteral("phraseDialog"));
    QVBoxLayout *column = setUp(this, tr("Recovery phrase"), kWidth);
    column->addWidget(makeLabel(tr("It opens every backup that is encrypted with this key, on any computer. Print it and keep it apart from the backups."),
                                TextKind::Body, Wrap::Yes));
    column->addWidget(makeLabel(tr("Without it nobody opens these backups once the key ring of this computer is lost."), TextKind::Strong, Wrap::Yes));
    addGroups(column);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(measure::kGap);
    QPushButton *toPrint = makeButton(tr("Print…"));
    toPrint->setObjectName(QStringLiteral("printPhrase"));
    QPushButton *copy = makeButton(tr("Copy"));
    copy->setObjectName(QStringLiteral("copyPhrase"));
    for (QPushButton *button : {toPrint, copy}) {
        button->setAutoDefault(false);
        tools->addWidget(button);
    }
    tools->addStretch(1);
    //: %1: what names the key, 16 hexadecimal digits
    tools->addWidget(makeLabel(tr("Key %1").arg(m_key.id), TextKind::MonoSecondary));
    column->addLayout(tools);
    connect(toPrint, &QPushButton::clicked, this, &PhraseDialog::print);
    auto *clipboard = new ClipboardSecret(this); // what was copied goes with the dialog
    connect(copy, &QPushButton::clicked, this, [this, clipboard] { clipboard->copy(m_key.phrase); });
    copy->setToolTip(OneTimeSecret::clipboardNote());
    if (purpose == Purpose::ShowAgain) {
        addActs(this, column, tr("Close"), {});
        return;
    }
    addQuestions(column);
    m_act = addActs(this, column, tr("Cancel"), tr("Encrypt backups"));
    m_act->setObjectName(QStringLiteral("confirmPhrase"));
    connect(m_act, &QPushButton::clicked, this, [this] {
        emit confirmed(m_key.phrase);
        accept();
    });
    judge();
}

void PhraseDialog::addGroups(QVBoxLayout *column)
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("phraseGroups"));
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(0, measure::kSmallGap, 0, measure::kSmallGap);
    grid->setHorizontalSpacing(measure::kGap);
    for (int i = 0; i < m_groups.size(); ++i) {
        const int row = i / kColumns * 2;
        grid->addWidget(makeLabel(QString::number(i + 1), TextKind::Small), row, i % kColumns, Qt::AlignHCenter);
        QLabel *group = makeLabel(m_groups[i], TextKind::Mono);
        group->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(group, row + 1, i % kColumns, Qt::AlignHCenter);
    }
    column->addWidget(card);
}

/// Two groups by chance: who clicks through types what is not there.
void PhraseDialog::addQuestions(QVBoxLayout *column)
{
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(makeLabel(tr("Type two groups from your print or copy."), TextKind::Body, Wrap::Yes));
    const int count = static_cast<int>(m_groups.size());
    const int first = QRandomGenerator::global()->bounded(count);
    const int second = (first + 1 + QRandomGenerator::global()->bounded(count - 1)) % count;
    auto *line = new QHBoxLayout;
    line->setSpacing(measure::kGap);
    for (const int asked : {std::min(first, second), std::max(first, second)}) {
        auto *typed = new QLineEdit;
        typed->setObjectName(QStringLiteral("phraseGroup"));
        typed->setProperty("group", asked);
        line->addWidget(new FormField(tr("Group %1", "%1: number of a group of characters").arg(asked + 1), typed), 1);
        m_asked.append({asked, typed});
        connect(typed, &QLineEdit::textChanged, this, &PhraseDialog::judge);
    }
    column->addLayout(line);
    m_asked.first().second->setFocus();
}

void PhraseDialog::judge()
{
    m_act->setEnabled(std::ranges::all_of(m_asked, [this](const auto &asked) { return isSameGroup(m_groups[asked.first], asked.second->text()); }));
}

void PhraseDialog::print()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(QStringLiteral("Plancia"));
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, [this, printer] {
        QString groups;
        for (int i = 0; i < m_groups.size(); ++i)
            groups += QStringLiteral("%1  %2\n").arg(i + 1, 2).arg(m_groups[i]);
        const QString date = format::dateTime(QDateTime::currentMSecsSinceEpoch());
        const QString text = QStringList{tr("Recovery phrase of Plancia's backups"), tr("Key %1").arg(m_key.id), date, m_key.phrase, groups,
                                      tr("Whoever has it opens every backup of this key. Keep it apart from the backups.")}
                                 .join(QStringLiteral("\n\n"));
        // A printer may take its time, and the window has none to wait. The end of the program waits for the page.
        QThreadPool::globalInstance()->start([printer, text] {
            QTextDocument page;
            page.setPlainText(text);
            page.setDefaultFont(QFont(QStringLiteral("DejaVu Sans Mono"), 11));
            page.print(printer.get());
        });
    });
    connect(dialog, &QObject::destroyed, dialog, [printer] {}); // the dialog uses it to its end
    dialog->open();
}

PhraseEntry::PhraseEntry(QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("phraseEntry"));
    QVBoxLayout *column = setUp(this, tr("Enter a recovery phrase"), kEntryWidth);
    column->addWidget(makeLabel(tr("The 14 groups that were printed when encryption was turned on. Upper or lower case, spaces and dashes do not matter."),
                                TextKind::Body, Wrap::Yes));
    m_phrase = new QLineEdit;
    m_phrase->setObjectName(QStringLiteral("typedPhrase"));
    setTextKind(m_phrase, TextKind::Mono);
    m_phrase->setPlaceholderText(QStringLiteral("XXXX-XXXX-…"));
    m_field = new FormField(tr("Recovery phrase"), m_phrase, tr("It goes to the key ring, or is kept until Plancia closes where there is none."));
    column->addWidget(m_field);
    m_act = addActs(this, column, tr("Cancel"), tr("Enter", "a recovery phrase"));
    m_act->setObjectName(QStringLiteral("enterPhrase"));
    connect(m_phrase, &QLineEdit::textChanged, this, &PhraseEntry::judge);
    connect(m_act, &QPushButton::clicked, this, [this] {
        m_field->touch();
        m_wasTried = true;
        if (!keyOfPhrase(m_phrase->text()))
            return judge();
        emit entered(m_phrase->text());
        accept();
    });
    judge();
    m_phrase->setFocus();
}

/// What is being typed is no fault before somebody takes it for whole.
void PhraseEntry::judge()
{
    m_act->setEnabled(!m_phrase->text().trimmed().isEmpty());
    const auto key = keyOfPhrase(m_phrase->text());
    m_field->setFault(key || !m_wasTried ? std::optional<Error>() : std::optional<Error>(key.error()));
}

} // namespace plancia::ui
