// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/policypanel.h"

#include "models/format/format.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kMostKept = 1000;
constexpr int kLongestLimit = 100'000;
constexpr int kLeastArchiveMiB = 1, kMostArchiveMiB = 1 << 20;

QSpinBox *makeNumber(const char *name, int min, int max)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setRange(min, max);
    return box;
}

int shownMiB(qint64 bytes) { return static_cast<int>(std::clamp<qint64>(bytes >> 20, kLeastArchiveMiB, kMostArchiveMiB)); }

QHBoxLayout *addLine(QVBoxLayout *column)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(measure::kSmallGap);
    column->addLayout(line);
    return line;
}
} // namespace

PolicyPanel::PolicyPanel(const Clock &clock, QWidget *parent) : SidePanel(parent), m_clock(clock), m_part(addPart())
{
    setObjectName(QStringLiteral("policyPanel"));
    setTitle(tr("Schedule and limits"));
    setState(Tone::None, {});
    buildSchedule();
    buildKeeping();
    buildArchive();
    buildSecondPlace();
    buildEncryption();
    m_revert = addAction(tr("Revert"));
    m_revert->setObjectName(QStringLiteral("revertPolicy"));
    m_save = addAction(tr("Save"), ButtonKind::Primary);
    m_save->setObjectName(QStringLiteral("savePolicy"));
    connect(m_revert, &QPushButton::clicked, this, [this] { showPolicy(m_health.policy); });
    connect(m_save, &QPushButton::clicked, this, [this] { emit saveRequested(policy()); });
    for (QComboBox *box : {m_every, m_weekday})
        connect(box, &QComboBox::currentIndexChanged, this, &PolicyPanel::follow);
    for (QSpinBox *box : {m_monthday, m_minute, m_daily, m_weekly, m_monthly, m_maxAge, m_archiveSize})
        connect(box, &QSpinBox::valueChanged, this, &PolicyPanel::follow);
    connect(m_at, &QTimeEdit::timeChanged, this, &PolicyPanel::follow);
    for (QCheckBox *box : {m_archive, m_encrypt})
        connect(box, &QCheckBox::toggled, this, &PolicyPanel::follow);
    connect(m_secondPlace, &QLineEdit::textChanged, this, &PolicyPanel::follow);
    showPolicy({});
}

void PolicyPanel::buildSchedule()
{
    using Every = BackupSchedule::Every;
    m_every = new QComboBox;
    m_every->setObjectName(QStringLiteral("policyEvery"));
    m_every->addItem(tr("By hand only"), int(Every::Off));
    m_every->addItem(tr("Every hour"), int(Every::Hour));
    m_every->addItem(tr("Every day"), int(Every::Day));
    m_every->addItem(tr("Every week"), int(Every::Week));
    m_every->addItem(tr("Every month"), int(Every::Month));
    m_everyField = new FormField(tr("Backups are made"), m_every);
    m_part->addWidget(m_everyField);

    QHBoxLayout *when = addLine(m_part);
    m_weekday = new QComboBox;
    m_weekday->setObjectName(QStringLiteral("policyWeekday"));
    for (int day = 1; day <= 7; ++day)
        m_weekday->addItem(QLocale().standaloneDayName(day), day);
    when->addWidget(m_weekdayField = new FormField(tr("On"), m_weekday), 1);
    m_monthday = makeNumber("policyMonthday", 1, 31);
    when->addWidget(m_monthdayField = new FormField(tr("On day"), m_monthday), 1);
    m_minute = makeNumber("policyMinute", 0, 59);
    when->addWidget(m_minuteField = new FormField(tr("At minute"), m_minute), 1);
    m_at = new QTimeEdit;
    m_at->setObjectName(QStringLiteral("policyAt"));
    m_at->setDisplayFormat(QStringLiteral("HH:mm"));
    when->addWidget(m_atField = new FormField(tr("At"), m_at), 1);

    m_maxAge = makeNumber("policyMaxAge", 0, kLongestLimit);
    m_maxAge->setSuffix(tr(" h", "hours, after a number"));
    m_maxAge->setSpecialValueText(tr("never"));
    m_part->addWidget(new FormField(tr("Warn when the newest proved is older than"), m_maxAge));
}

void PolicyPanel::buildKeeping()
{
    addSection(m_part, tr("Kept", "heading: which backups are kept"));
    m_part->addWidget(makeLabel(tr("The newest backup of so many days, weeks and months. The newest proved one, pinned ones and "
                                   "the undo of a restore stay in any case."), TextKind::Secondary, Wrap::Yes));
    QHBoxLayout *line = addLine(m_part);
    line->addWidget(new FormField(tr("Days"), m_daily = makeNumber("policyDaily", 0, kMostKept)), 1);
    line->addWidget(new FormField(tr("Weeks"), m_weekly = makeNumber("policyWeekly", 0, kMostKept)), 1);
    line->addWidget(new FormField(tr("Months"), m_monthly = makeNumber("policyMonthly", 0, kMostKept)), 1);
}

void PolicyPanel::buildArchive()
{
    m_archivePart = new QWidget;
    auto *column = new QVBoxLayout(m_archivePart);
    column->setContentsMargins(0, measure::kSmallGap, 0, 0);
    column->setSpacing(measure::kSmallGap);
    addSection(column, tr("Moments", "heading: the archive of every commit"));
    m_archive = new QCheckBox(tr("Keep every commit"));
    m_archive->setObjectName(QStringLiteral("policyArchive"));
    column->addWidget(m_archive);
    m_archiveSize = makeNumber("policyArchiveSize", kLeastArchiveMiB, kMostArchiveMiB);
    m_archiveSize->setSuffix(QStringLiteral(" MiB"));
    m_archiveSize->setSingleStep(256);
    column->addWidget(new FormField(tr("On the disk at most"), m_archiveSize,
                                    tr("So that any moment can be had back. Older ones thin out to one an hour, then to one a day.")));
    m_part->addWidget(m_archivePart);
}

void PolicyPanel::buildSecondPlace()
{
    addSection(m_part, tr("Second place", "heading: a folder that copies of backups go to"));
    m_secondPlace = new QLineEdit;
    m_secondPlace->setObjectName(QStringLiteral("policySecondPlace"));
    m_secondPlace->setPlaceholderText(tr("None"));
    m_part->addWidget(new FormField(tr("Folder"), m_secondPlace,
                                    tr("On another disk or a share. Each verified backup is copied there and verified again.")));
    auto *choose = makeButton(tr("Choose a folder…"), ButtonKind::Link);
    choose->setObjectName(QStringLiteral("chooseSecondPlace"));
    m_part->addWidget(choose, 0, Qt::AlignLeft);
    connect(choose, &QPushButton::clicked, this, &PolicyPanel::chooseFolder);
}

void PolicyPanel::buildEncryption()
{
    addSection(m_part, tr("Encryption", "heading: of backups"));
    m_encrypt = new QCheckBox(tr("Encrypt new backups"));
    m_encrypt->setObjectName(QStringLiteral("policyEncrypt"));
    m_part->addWidget(m_encrypt);
    m_part->addWidget(makeLabel(tr("With a key that lies in the key ring of this computer, and in a recovery phrase that you print. Copies at the second "
                                   "place are encrypted too. Backups that are there already stay as they are."), TextKind::Secondary, Wrap::Yes));
    m_showPhrase = makeButton(tr("Show the recovery phrase…"), ButtonKind::Link);
    m_showPhrase->setObjectName(QStringLiteral("showPhrase"));
    auto *enter = makeButton(tr("Enter a recovery phrase…"), ButtonKind::Link);
    enter->setObjectName(QStringLiteral("enterAPhrase"));
    m_newKey = makeButton(tr("Make a new key…"), ButtonKind::Link);
    m_newKey->setObjectName(QStringLiteral("newKey"));
    m_newKey->setToolTip(tr("New backups are encrypted with it. Those that are there keep the key that they have."));
    for (QPushButton *button : {m_showPhrase, m_newKey, enter})
        m_part->addWidget(button, 0, Qt::AlignLeft);
    connect(m_showPhrase, &QPushButton::clicked, this, &PolicyPanel::showPhraseRequested);
    connect(m_newKey, &QPushButton::clicked, this, &PolicyPanel::newKeyRequested);
    connect(enter, &QPushButton::clicked, this, &PolicyPanel::enterPhraseRequested);
}

void PolicyPanel::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for copies of backups"), m_secondPlace->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_secondPlace, &QLineEdit::setText);
    dialog->open();
}

void PolicyPanel::showHealth(const BackupHealth &health, bool hasArchive)
{
    const bool isEditing = !isHidden() && isChanged();
    m_health = health;
    m_archivePart->setVisible(hasArchive);
    if (!isEditing)
        showPolicy(health.policy);
    follow();
    show();
}

void PolicyPanel::setSaved(const BackupPolicy &policy)
{
    m_health.policy = policy;
    showPolicy(policy);
}

void PolicyPanel::showPolicy(const BackupPolicy &policy)
{
    m_isShowing = true;
    m_filled = policy;
    const BackupSchedule &schedule = policy.schedule;
    m_every->setCurrentIndex(m_every->findData(int(schedule.every)));
    m_weekday->setCurrentIndex(schedule.weekday - 1);
    m_monthday->setValue(schedule.monthday);
    m_minute->setValue(schedule.minute);
    m_at->setTime(QTime(schedule.hour, schedule.minute));
    m_daily->setValue(policy.retention.daily);
    m_weekly->setValue(policy.retention.weekly);
    m_monthly->setValue(policy.retention.monthly);
    m_maxAge->setValue(policy.maxAgeHours);
    m_archive->setChecked(policy.archive);
    m_archiveSize->setValue(shownMiB(policy.archiveMaxBytes));
    m_secondPlace->setText(policy.secondPlace);
    m_encrypt->setChecked(policy.encrypt);
    m_isShowing = false;
    follow();
}

/// What the fields say. What is not shown, and what a field would round, is as it was filled in.
BackupPolicy PolicyPanel::typed() const
{
    BackupPolicy policy = m_filled;
    BackupSchedule &schedule = policy.schedule;
    schedule.every = static_cast<BackupSchedule::Every>(m_every->currentData().toInt());
    schedule.weekday = m_weekday->currentData().toInt();
    schedule.monthday = m_monthday->value();
    if (schedule.every == BackupSchedule::Every::Hour) {
        schedule.minute = m_minute->value();
    } else if (schedule.every != BackupSchedule::Every::Off) {
        schedule.hour = m_at->time().hour();
        schedule.minute = m_at->time().minute();
    }
    policy.retention = {m_daily->value(), m_weekly->value(), m_monthly->value()};
    policy.maxAgeHours = m_maxAge->value();
    policy.archive = m_archive->isChecked();
    if (m_archiveSize->value() != shownMiB(policy.archiveMaxBytes))
        policy.archiveMaxBytes = qint64(m_archiveSize->value()) << 20;
    policy.secondPlace = m_secondPlace->text().trimmed();
    policy.encrypt = m_encrypt->isChecked();
    return policy;
}

BackupPolicy PolicyPanel::policy() const
{
    const BackupPolicy wanted = typed();
    BackupPolicy policy = m_health.policy;
    const auto take = [&](auto BackupPolicy::*member) {
        if (wanted.*member != m_filled.*member)
            policy.*member = wanted.*member;
    };
    take(&BackupPolicy::schedule);
    take(&BackupPolicy::retention);
    take(&BackupPolicy::maxAgeHours);
    take(&BackupPolicy::archive);
    take(&BackupPolicy::archiveMaxBytes);
    take(&BackupPolicy::secondPlace);
    take(&BackupPolicy::encrypt);
    return policy;
}

void PolicyPanel::follow()
{
    if (m_isShowing)
        return;
    using Every = BackupSchedule::Every;
    const BackupPolicy wanted = typed();
    const Every every = wanted.schedule.every;
    m_weekdayField->setVisible(every == Every::Week);
    m_monthdayField->setVisible(every == Every::Month);
    m_minuteField->setVisible(every == Every::Hour);
    m_atField->setVisible(every != Every::Off && every != Every::Hour);
    m_archiveSize->setEnabled(m_archive->isChecked());
    m_showPhrase->setVisible(m_filled.encrypt);
    m_newKey->setVisible(m_filled.encrypt || wanted.encrypt); // also for who lost the one that was there
    if (every == Every::Off) {
        m_everyField->setHint(tr("And by itself before every risky act."));
    } else {
        const qint64 now = m_clock.nowMs();
        const auto next = nextDue(wanted.schedule, now, planningZone());
        //: %1: a day and a time
        m_everyField->setHint(tr("Next %1. Made and proved while Plancia or its agent runs, and caught up after a sleep.")
                                  .arg(format::day(next.value_or(now), now)));
    }
    const bool canSave = isChanged() && !m_isBusy;
    m_save->setEnabled(canSave);
    m_revert->setEnabled(canSave);
}

void PolicyPanel::setBusy(bool busy)
{
    m_isBusy = busy;
    follow();
}

} // namespace plancia::ui
