// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/momentcard.h"

#include "models/domain/erasures.h"
#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/actwords.h"
#include "models/ports/deliver.h"
#include "models/ports/momentsport.h"
#include "models/series/momentaxis.h"
#include "ui/kit/button.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/notice.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/backups/momenttimeline.h"
#include "ui/pages/backups/restoreask.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace plancia::ui {

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;
constexpr int kResizeMs = 80; ///< bars are asked for when the width has come to rest

} // namespace

QString changeWords(const MomentPreview &preview)
{
    QStringList parts;
    for (auto it = preview.tables.cbegin(); it != preview.tables.cend(); ++it)
        if (it->now != it->then)
            parts.append(QStringLiteral("%1 %2 → %3").arg(it.key(), format::count(std::max<qint64>(0, it->now)),
                                                         format::count(std::max<qint64>(0, it->then))));
    return parts.join(QStringLiteral(" · "));
}

MomentCard::MomentCard(Page &page)
    : Card({}, &page)
    , m_page(page)
    , m_port(page.context().workspace ? page.context().workspace->moments() : nullptr)
    , m_workspace(page.context().workspace ? page.context().workspace->identity().id : QString())
{
    setObjectName(QStringLiteral("momentCard"));
    setTitle(m_port ? tr("Any moment") : tr("Over time", "heading: backups on a line of time"));
    m_facts = new ElidedLabel({}, TextKind::Secondary);
    m_facts->setObjectName(QStringLiteral("momentFacts"));
    if (m_port)
        m_facts->setToolTip(tr("A commit is kept at most a second after it was made: none is lost when a program ends, the last second may be at a power cut."));
    head()->addWidget(m_facts);
    m_notice = new Notice(this);
    m_notice->hide();
    body()->addWidget(m_notice);
    m_sentence = makeLabel(tr("Looking at the archive…"), TextKind::Secondary, Wrap::Yes);
    body()->addWidget(m_sentence);
    m_timeline = new MomentTimeline(this);
    body()->addWidget(m_timeline);
    setUpActs();
    m_wait = new QTimer(this);
    m_wait->setSingleShot(true);
    m_wait->setInterval(kResizeMs);
    connect(m_wait, &QTimer::timeout, this, &MomentCard::askBars);
    connect(m_timeline, &MomentTimeline::widthChanged, m_wait, qOverload<>(&QTimer::start));
    connect(m_timeline, &MomentTimeline::timePicked, this, &MomentCard::pick);
    connect(m_timeline, &MomentTimeline::stepAsked, this, &MomentCard::step);
    connect(m_notice, &Notice::linkActivated, this, [this] { goTo(m_status.lostTo); });
    connect(m_timeline, &MomentTimeline::backupPicked, this, &MomentCard::backupPicked);
    showWords();
}

void MomentCard::setUpRanges()
{
    m_rangeRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_rangeRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kTinyGap);
    auto *group = new QButtonGroup(this);
    const std::pair<QString, qint64> ranges[] = {{tr("1 h", "range of a timeline"), kHour},
                                                 {tr("24 h", "range of a timeline"), kDay},
                                                 {tr("7 d", "range of a timeline"), 7 * kDay},
                                                 {tr("30 d", "range of a timeline"), 30 * kDay},
                                                 {tr("All", "range of a timeline"), 0}};
    for (const auto &[words, span] : ranges) {
        QPushButton *button = makeButton(words, ButtonKind::Chip);
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, span = span] { showRange(span); });
        group->addButton(button);
        row->addWidget(button);
        m_ranges.append({button, span});
        button->setChecked(span == m_span);
    }
}

void MomentCard::setUpActs()
{
    m_acts = new QWidget(this);
    auto *row = new QHBoxLayout(m_acts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kSmallGap);
    m_open = makeButton(tr("Open read-only"));
    m_open->setObjectName(QStringLiteral("openMoment"));
    m_open->setToolTip(tr("Every page then shows the store as it was at this moment."));
    m_preview = makeButton(tr("What would change"));
    m_preview->setObjectName(QStringLiteral("previewMoment"));
    m_restore = makeButton(tr("Restore…", "to a moment"), ButtonKind::Danger);
    m_restore->setObjectName(QStringLiteral("restoreMoment"));
    m_restore->setToolTip(tr("Puts the store back to this moment, after a backup of what is there now."));
    m_compare = makeButton(tr("Row by row…"), ButtonKind::Link);
    m_compare->setObjectName(QStringLiteral("compareMoment"));
    m_compare->setToolTip(tr("Compares the store as it is now with this moment, field by field."));
    m_name = makeButton(tr("Name the present…"), ButtonKind::Link);
    m_name->setObjectName(QStringLiteral("nameMoment"));
    m_name->setToolTip(tr("So that this moment is found later, and stays when older ones thin out."));
    m_switch = makeButton(tr("Turn on the archive"));
    m_switch->setObjectName(QStringLiteral("switchArchive"));
    for (QPushButton *button : {m_open, m_preview, m_compare, m_restore, m_switch, m_name})
        row->addWidget(button);
    row->insertStretch(row->indexOf(m_name), 1);
    setUpRanges();
    head()->addWidget(m_rangeRow);
    body()->addWidget(m_acts);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_moment && m_page.context().actions.openWorkspace)
            m_page.context().actions.openWorkspace(momentWorkspaceId(m_workspace, m_moment->commitNo));
    });
    connect(m_preview, &QPushButton::clicked, this, &MomentCard::preview);
    connect(m_compare, &QPushButton::clicked, this, &MomentCard::compare);
    connect(m_name, &QPushButton::clicked, this, &MomentCard::askName);
    connect(m_restore, &QPushButton::clicked, this, &MomentCard::askRestore);
    connect(m_switch, &QPushButton::clicked, this, [this] { switchArchive(!m_status.enabled); });
}

template <class T, class Handler>
void MomentCard::ask(const QFuture<T> &future, Handler handler)
{
    ++m_pending;
    deliver(future, this, [this, handler = std::move(handler)](T result) mutable {
        --m_pending;
        handler(std::move(result));
        emit changed();
    });
}

void MomentCard::refresh()
{
    if (!m_port)
        return showRange(m_span); // it ends now
    ask(m_port->status({}), [this](const Result<ArchiveStatus> &status) {
        if (status)
            showStatus(*status);
        else
            showFault(status.error());
    });
}

void MomentCard::showStatus(const ArchiveStatus &status)
{
    const bool first = !m_known;
    m_status = status;
    m_known = true;
    m_timeline->setGaps(status.gaps);
    m_notice->hide();
    if (status.lostTo >= 0)
        m_notice->showText(Tone::Error, tr("The store lost its newest commits, but the archive has them, up to commit %1.").arg(status.lostTo),
                           tr("Go to that moment"));
    else if (status.problem)
        m_notice->showText(Tone::Warning, tr("The archive does not get on: %1").arg(describe(*status.problem).sentence));
    if (first && status.oldest) {
        const qint64 age = m_page.context().clock->nowMs() - status.oldest->at;
        if (m_keptCommit < 0)
            m_span = age < kHour ? 0 : age < kDay ? kDay : 7 * kDay;
        goTo(m_keptCommit >= 0 ? m_keptCommit : status.newest->commitNo);
    }
    showRange(m_span);
}

void MomentCard::showRange(qint64 spanMs)
{
    m_span = spanMs;
    for (const auto &[button, span] : std::as_const(m_ranges))
        button->setChecked(span == spanMs);
    const qint64 now = m_page.context().clock->nowMs();
    const MomentAxis axis = MomentAxis::endingAt(now, spanMs, oldestAt(), 1);
    m_timeline->setAxis(axis.from, axis.until);
    showWords();
    askBars();
}

void MomentCard::askBars()
{
    if (!m_port || !hasMoments())
        return;
    const MomentAxis axis = m_timeline->axis();
    ask(m_port->histogram(axis.from, axis.until, m_timeline->barCount(), {}), [this](const Result<QList<MomentBar>> &bars) {
        if (!bars)
            return showFault(bars.error());
        m_timeline->setBars(*bars);
        m_commits = 0;
        for (const MomentBar &bar : *bars)
            m_commits += bar.commits;
        showFacts();
    });
}

/// Of the moments and the backups, whichever reaches further back.
qint64 MomentCard::oldestAt() const
{
    qint64 oldest = hasMoments() ? m_status.oldest->at : m_page.context().clock->nowMs();
    if (!m_backups.isEmpty())
        oldest = std::min(oldest, m_backups.first().manifest.startedAt);
    return oldest;
}

void MomentCard::setBackups(const QList<BackupInfo> &backups)
{
    QList<BackupInfo> ordered = backups;
    std::ranges::stable_sort(ordered, {}, [](const BackupInfo &backup) { return backup.manifest.startedAt; });
    if (ordered == m_backups)
        return;
    m_backups = ordered;
    m_timeline->setBackups(m_backups);
    showRange(m_span);
}

void MomentCard::showBackup(const QString &path)
{
    m_backup = path;
    m_timeline->setCurrentBackup(path);
    if (hasMoments())
        return; // the handle stands at a moment
    const auto shown = std::ranges::find(m_backups, path, &BackupInfo::path);
    if (shown == m_backups.end())
        return m_timeline->setHandle(0, {});
    m_timeline->setHandle(shown->manifest.startedAt, backupWords(*shown));
    if (!m_timeline->axis().shows(shown->manifest.startedAt))
        showRange(0);
}

/// From the one that is shown, or from the newest.
void MomentCard::stepToBackup(int backups)
{
    if (m_backups.isEmpty())
        return;
    const auto shown = std::ranges::find(m_backups, m_backup, &BackupInfo::path);
    const qsizetype from = shown == m_backups.end() ? m_backups.size() : shown - m_backups.begin();
    emit backupPicked(QString(m_backups.at(std::clamp<qsizetype>(from + backups, 0, m_backups.size() - 1)).path));
}

/// While the handle is dragged only the newest place counts.
void MomentCard::pick(qint64 timeMs)
{
    if (!hasMoments()) {
        const auto nearest = std::ranges::min_element(m_backups, {}, [timeMs](const BackupInfo &backup) {
            return std::abs(backup.manifest.startedAt - timeMs);
        });
        if (nearest != m_backups.end())
            emit backupPicked(QString(nearest->path));
        return;
    }
    m_wantedTime = timeMs;
    if (!m_picking)
        askPicked();
}

void MomentCard::askPicked()
{
    const qint64 wanted = std::exchange(m_wantedTime, -1);
    if (!m_port || wanted < 0 || !m_status.oldest)
        return;
    m_picking = true;
    ask(m_port->at(std::max(wanted, m_status.oldest->at), {}), [this, wanted](const Result<Moment> &moment) {
        m_picking = false;
        if (moment) {
            showMoment(*moment);
        } else {
            m_moment.reset();
            m_timeline->setHandle(wanted, describe(moment.error()).sentence);
            showWords();
        }
        if (m_wantedTime >= 0)
            askPicked();
    });
}

void MomentCard::step(int commits)
{
    if (!hasMoments())
        return stepToBackup(commits);
    if (!m_port || !m_moment)
        return;
    const QString here = QString::number(m_moment->commitNo);
    const Anchor anchor = commits < 0 ? Anchor::after(here) : Anchor::before(here); // the list has the newest first
    ask(m_port->page(0, anchor, 1, {}), [this](const Result<plancia::Page<Moment>> &page) {
        if (page && !page->items.isEmpty())
            showMoment(page->items.first());
        else if (!page)
            showFault(page.error());
    });
}

void MomentCard::goTo(qint64 commitNo)
{
    ask(m_port->byCommit(commitNo, {}), [this](const Result<Moment> &moment) {
        if (moment)
            showMoment(*moment);
        else if (m_status.newest)
            showMoment(*m_status.newest); // the one that was shown has thinned out
    });
}

void MomentCard::showMoment(const Moment &moment)
{
    if (m_moment && m_moment->commitNo != moment.commitNo)
        m_change.clear();
    m_moment = moment;
    m_timeline->setHandle(moment.at, wordsForMoment(moment, m_page.context().clock->nowMs()));
    if (!m_timeline->axis().shows(moment.at))
        showRange(0);
    showWords();
}

void MomentCard::showFault(const Error &error)
{
    m_notice->showText(Tone::Error, describe(error).sentence);
    if (m_page.context().actions.noteError)
        m_page.context().actions.noteError(error, {});
}

void MomentCard::preview()
{
    if (!m_moment)
        return;
    m_preview->setEnabled(false);
    ask(m_port->preview(m_moment->commitNo, {}), [this](const Result<MomentPreview> &preview) {
        if (!preview) {
            showFault(preview.error());
        } else if (m_moment && preview->moment.commitNo == m_moment->commitNo) {
            const QString rows = changeWords(*preview);
            m_change = rows.isEmpty() ? tr("No table would have another number of rows.")
                                      : tr("Rows now → then: %1").arg(rows);
        }
        showWords();
    });
}

void MomentCard::compare()
{
    if (m_moment && m_page.context().actions.navigate)
        m_page.context().actions.navigate(QStringLiteral("compare"), {{QStringLiteral("left"), m_workspace},
                                                                      {QStringLiteral("right"), momentWorkspaceId(m_workspace, m_moment->commitNo)},
                                                                      {QStringLiteral("running"), true}});
}

void MomentCard::askName()
{
    auto *dialog = new QInputDialog(&m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Name the present"));
    dialog->setLabelText(tr("What is this moment called? For example “before the import”."));
    dialog->setOkButtonText(tr("Name it"));
    connect(dialog, &QInputDialog::textValueSelected, this, &MomentCard::name);
    dialog->open();
}

void MomentCard::name(const QString &name)
{
    ask(m_port->nameMoment(name, {}), [this](const Result<Moment> &moment) {
        if (!moment)
            return showFault(moment.error());
        showMoment(*moment);
        refresh();
    });
}

void MomentCard::askRestore()
{
    if (!m_moment || m_isAskingRestore)
        return;
    AuditPort *trail = m_page.context().workspace->audit();
    if (!trail)
        return openRestore({});
    m_isAskingRestore = true; // who clicks twice is asked once
    ask(trail->page(erasuresSince(m_moment->at), Anchor::start(), kMaxPageRows, {}), [this, commitNo = m_moment->commitNo](const Result<plancia::Page<AuditEvent>> &erased) {
        m_isAskingRestore = false;
        if (m_moment && m_moment->commitNo == commitNo)
            openRestore(erased ? wordsForErasures(countOfErasures(erased->items, commitNo)) : QString());
    });
}

void MomentCard::openRestore(const QString &erasures)
{
    const WorkspaceIdentity identity = m_page.context().workspace->identity();
    ConfirmQuestion question;
    question.title = tr("Restore the store to commit %1?").arg(m_moment->commitNo);
    question.sentence = tr("The store becomes what it was at %1. What is there now is backed up first, and the restore can be undone for 30 days.")
                            .arg(format::dateTime(m_moment->at));
    const qint64 newest = m_status.newest ? m_status.newest->commitNo : m_moment->commitNo;
    const qint64 lost = std::max<qint64>(0, newest - m_moment->commitNo);
    question.loss = sentences(lost > 0 ? tr("%n commit(s) since then will be taken back.", nullptr, static_cast<int>(std::min<qint64>(lost, 2'000'000'000))) : QString(), erasures);
    question.workspace = workspaceName(identity);
    question.act = tr("Restore");
    if (identity.colour == QLatin1String("red"))
        question.typeName = question.workspace;
    auto *dialog = new ConfirmDialog(question, &m_page);
    connect(dialog, &ConfirmDialog::agreed, this, [this, commitNo = m_moment->commitNo] { emit restoreBegun(m_port->restore(commitNo, {})); });
    dialog->open();
}

void MomentCard::switchArchive(bool on)
{
    m_switch->setEnabled(false);
    ask(m_port->setEnabled(on, {}), [this](const Result<ArchiveStatus> &status) {
        m_switch->setEnabled(true);
        if (!status)
            return showFault(status.error());
        m_known = false; // as at first
        showStatus(*status);
    });
}

void MomentCard::showWords()
{
    const bool has = hasMoments();
    const bool off = m_known && !m_status.enabled;
    setVisible(m_port || hasLine());
    m_timeline->setHasBars(has);
    m_timeline->setVisible(hasLine());
    m_rangeRow->setVisible(hasLine());
    showFacts();
    for (QPushButton *button : {m_open, m_preview, m_restore}) {
        button->setVisible(has);
        button->setEnabled(m_moment.has_value());
    }
    m_restore->setEnabled(m_moment && m_page.context().workspace
                          && m_page.context().workspace->capabilities().testFlag(Capability::RestoreBackups));
    m_compare->setVisible(has && !m_change.isEmpty());
    m_compare->setEnabled(m_moment.has_value());
    m_name->setVisible(has && !off);
    m_name->setEnabled(m_page.context().workspace && m_page.context().workspace->capabilities().testFlag(Capability::CreateBackups));
    m_switch->setVisible(off);
    m_acts->setVisible(has || off);
    QString sentence;
    if (!m_port)
        sentence.clear(); // a server keeps no moments for us
    else if (!m_known)
        sentence = tr("Looking at the archive…");
    else if (off)
        sentence = tr("With the archive on, every commit is kept, and the store can be opened or restored as it was at any of them. "
                      "It is off.");
    else if (!has)
        sentence = tr("Every commit is kept. Moments can be had back as soon as the first base, a full backup, is made.");
    else if (m_change.isEmpty() && m_status.baseMissing)
        sentence = tr("What was written since the last gap can be had back as soon as the next base, a full backup, is made.");
    else
        sentence = m_change;
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

/// What is in view, how far the archive reaches back, and what it takes of what it may.
void MomentCard::showFacts()
{
    m_facts->setVisible(hasLine());
    if (!hasMoments()) {
        const MomentAxis axis = m_timeline->axis();
        const auto inView = std::ranges::count_if(m_backups, [&axis](const BackupInfo &backup) { return axis.shows(backup.manifest.startedAt); });
        return m_facts->setText(tr("%n backup(s) in view", nullptr, static_cast<int>(inView)));
    }
    QStringList facts{tr("%1 commits in view").arg(format::count(m_commits)),
                      //: %1: a day and a time
                      tr("back to %1").arg(format::day(m_status.oldest->at, m_page.context().clock->nowMs()))};
    facts.append(m_status.maxBytes > 0 ? tr("%1 of %2", "size of the archive and what it may take").arg(format::bytes(m_status.bytes), format::bytes(m_status.maxBytes))
                                       : format::bytes(m_status.bytes));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

QVariantMap MomentCard::saveState() const
{
    return {{QStringLiteral("commit"), m_moment ? m_moment->commitNo : m_keptCommit}, {QStringLiteral("span"), m_span},
            {QStringLiteral("change"), m_change}};
}

void MomentCard::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_keptCommit = state.value(QStringLiteral("commit"), -1).toLongLong();
    m_span = state.value(QStringLiteral("span")).toLongLong();
    m_change = state.value(QStringLiteral("change")).toString();
}

} // namespace plancia::ui
