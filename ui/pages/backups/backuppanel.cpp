// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/backuppanel.h"

#include "models/domain/restore.h"
#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/pages/backups/restoreask.h"

#include <QFileInfo>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kLabelWidth = 120; ///< names of tables are long
constexpr int kPageLines = 8;
}

BackupPanel::BackupPanel(const Clock &clock, QWidget *parent) : SidePanel(parent), m_clock(clock), m_part(addPart())
{
    setObjectName(QStringLiteral("backupPanel"));
    m_open = addAction(tr("Open read-only"));
    m_open->setObjectName(QStringLiteral("openBackup"));
    m_open->setToolTip(tr("Every page then shows what this backup holds. Nothing can be changed in it."));
    m_verify = addAction(tr("Verify"));
    m_verify->setObjectName(QStringLiteral("verifyBackup"));
    m_verify->setToolTip(tr("Reads the whole file again and compares it with what was written."));
    connect(m_open, &QPushButton::clicked, this, [this] { emit openRequested(m_backup.path); });
    m_restore = addAction(tr("Restore…"));
    m_restore->setObjectName(QStringLiteral("restoreBackup"));
    connect(m_restore, &QPushButton::clicked, this, [this] { emit restoreRequested(m_backup); });
    connect(m_verify, &QPushButton::clicked, this, [this] { emit verifyRequested(m_backup.path); });
}

void BackupPanel::showBackup(const BackupInfo &backup)
{
    m_backup = backup;
    clear(m_part);
    m_prove = nullptr;
    setTitle(format::day(backup.manifest.startedAt, m_clock.nowMs()));
    setState(toneOf(backup), wordsForState(backup));
    if (!backup.manifest.note.isEmpty()) {
        QLabel *note = makeLabel(tr("“%1”", "note of a backup").arg(backup.manifest.note), TextKind::Body, Wrap::Yes);
        note->setObjectName(QStringLiteral("backupNote"));
        note->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_part->addWidget(note);
    }
    addFacts();
    if (!isKeptInServer())
        addKeeping();
    addRows();
    m_open->setEnabled(backup.state != BackupInfo::State::Missing && !isKeptInServer());
    m_verify->setEnabled(!isKeptInServer());
    showRestore();
    show();
}

void BackupPanel::setBusy(bool busy)
{
    m_verify->setEnabled(!busy && !isKeptInServer());
    m_verify->setText(busy ? tr("Verifying…") : tr("Verify"));
    m_busy = busy;
    if (m_prove)
        m_prove->setEnabled(!busy);
}

void BackupPanel::setRestorable(const QString &reasonWhyNot)
{
    m_whyNot = reasonWhyNot;
    showRestore();
}

void BackupPanel::setHasSecondPlace(bool has)
{
    if (std::exchange(m_hasSecondPlace, has) != has && !isHidden())
        showBackup(m_backup);
}

void BackupPanel::setRestoring(bool restoring)
{
    m_restoring = restoring;
    showRestore();
}

void BackupPanel::showRestore()
{
    const bool undoes = undoesARestore(m_backup, m_clock.nowMs());
    m_restore->setText(m_restoring ? tr("Restoring…") : undoes ? tr("Undo the restore") : tr("Restore…"));
    const bool isWhole = m_backup.state != BackupInfo::State::Missing && m_backup.state != BackupInfo::State::Damaged;
    m_restore->setEnabled(m_whyNot.isEmpty() && !m_restoring && isWhole);
    m_restore->setToolTip(toolTipText(!m_whyNot.isEmpty() ? m_whyNot
                                      : !isWhole          ? tr("What is damaged or missing is not restored.")
                                      : undoes            ? tr("The store becomes what it was before that restore.")
                                      : m_backup.manifest.engine == u"postgres"
                                          ? tr("The schema becomes what it was then. What is there now stays in the server under another name.")
                                          : tr("The store becomes what it was then. What is there now is backed up first.")));
}

/// The schema that a restore moved aside has no file: restoring it undoes the restore.
bool BackupPanel::isKeptInServer() const { return m_backup.path.startsWith(kMovedAsideScheme); }

void BackupPanel::addFacts()
{
    const BackupManifest &manifest = m_backup.manifest;
    const qint64 now = m_clock.nowMs();
    auto *facts = new FactGrid(nullptr, kLabelWidth);
    const auto add = [facts](const char *name, const QString &label, const QString &value, TextKind kind = TextKind::Body,
                             FactGrid::Copy copy = FactGrid::Copy::No) {
        ElidedLabel *shown = facts->addFact(QLatin1String(name), label, value, kind, copy);
        if (copy == FactGrid::Copy::Yes)
            shown->setElideMode(Qt::ElideMiddle);
    };
    add("backupLocal", tr("Local time"), format::dateTime(manifest.startedAt), TextKind::Mono);
    add("backupUtc", tr("UTC"), format::dateTime(manifest.startedAt, format::Zone::Utc), TextKind::Mono);
    add("backupKind", tr("Kind", "why a backup was made"), wordForBackupKind(manifest.kind));
    if (!isKeptInServer())
        add("backupSize", tr("Size"), tr("%1 (%2 bytes)").arg(format::bytes(manifest.bytes), format::count(manifest.bytes)));
    if (!isKeptInServer())
        add("backupTook", tr("Took", "how long an act took"), format::duration(manifest.finishedAt - manifest.startedAt));
    if (!isKeptInServer())
        add("backupVerified", tr("Verified"),
        m_backup.verifiedAt > 0 ? format::age(m_backup.verifiedAt, now) : tr("when it was made"));
    add("backupCommit", tr("Commit", "number of a write to the store"), u'#' + QString::number(manifest.commitNo), TextKind::Mono);
    if (!isKeptInServer())
        add("backupSchema", tr("Schema", "version of the tables"), QString::number(manifest.schemaVersion));
    if (manifest.engine == u"sqlite")
        add("backupMadeBy", tr("Made by"), tr("Plancia %1, SQLite %2").arg(manifest.appVersion, manifest.sqliteVersion));
    if (!manifest.serverVersion.isEmpty()) {
        add("backupMadeBy", tr("Made by"), tr("Plancia %1, pg_dump").arg(manifest.appVersion));
        add("backupServer", tr("Server", "that was backed up"), tr("PostgreSQL %1").arg(manifest.serverVersion));
        add("backupScope", tr("Holds", "what of a database a backup holds"),
            manifest.wholeDatabase ? tr("the whole database") : tr("the schema plancia"));
    }
    m_part->addWidget(facts);

    if (isKeptInServer()) {
        auto *where = new FactGrid(nullptr, kLabelWidth);
        where->addFact(QStringLiteral("backupSchemaName"), tr("Kept as", "name of a schema in a server"),
                       m_backup.path.section(u':', 1), TextKind::Mono, FactGrid::Copy::Yes)->setElideMode(Qt::ElideMiddle);
        m_part->addWidget(where);
        m_part->addWidget(makeLabel(tr("The schema that a restore put aside, in the server itself. Restoring it undoes that restore."),
                                    TextKind::Secondary, Wrap::Yes));
        return;
    }
    addSection(m_part, tr("File"));
    auto *file = new FactGrid(nullptr, kLabelWidth);
    const QFileInfo info(m_backup.path);
    file->addFact(QStringLiteral("backupFile"), tr("Name"), info.fileName(), TextKind::Mono, FactGrid::Copy::Yes, m_backup.path)
        ->setElideMode(Qt::ElideMiddle);
    file->addFact(QStringLiteral("backupFolder"), tr("Folder"), info.path(), TextKind::Mono, FactGrid::Copy::Yes)
        ->setElideMode(Qt::ElideMiddle);
    file->addFact(QStringLiteral("backupHash"), QStringLiteral("SHA-256"), manifest.isEncrypted() ? manifest.encryptedSha256 : manifest.sha256, TextKind::Mono, FactGrid::Copy::Yes)
        ->setElideMode(Qt::ElideMiddle);
    if (manifest.isEncrypted())
        file->addFact(QStringLiteral("backupKey"), tr("Encrypted with", "the key of a backup"), manifest.keyId, TextKind::Mono)
            ->setElideMode(Qt::ElideMiddle);
    file->addFact(QStringLiteral("backupStore"), tr("Store"), manifest.storeId, TextKind::Mono, FactGrid::Copy::Yes)
        ->setElideMode(Qt::ElideMiddle);
    m_part->addWidget(file);
    auto *folder = makeButton(tr("Show the folder"), ButtonKind::Link);
    folder->setObjectName(QStringLiteral("showFolder"));
    m_part->addWidget(folder, 0, Qt::AlignLeft);
    connect(folder, &QPushButton::clicked, this, [this] { emit folderRequested(QFileInfo(m_backup.path).path()); });
    if (m_backup.state == BackupInfo::State::Missing)
        return;
    auto *compare = makeButton(tr("Compare…"), ButtonKind::Link);
    compare->setObjectName(QStringLiteral("compareBackup"));
    compare->setToolTip(tr("Shows row by row what has changed since this backup."));
    m_part->addWidget(compare, 0, Qt::AlignLeft);
    connect(compare, &QPushButton::clicked, this, [this] { emit compareRequested(m_backup.path); });
    auto *csv = makeButton(tr("Export CSV…"), ButtonKind::Link);
    csv->setObjectName(QStringLiteral("exportBackup"));
    csv->setToolTip(tr("Writes every table of this backup as a CSV file, into a folder of your choice."));
    m_part->addWidget(csv, 0, Qt::AlignLeft);
    connect(csv, &QPushButton::clicked, this, [this] { emit exportRequested(m_backup.path); });
}

/// Why retention keeps it and until when, and the acts that change that.
void BackupPanel::addKeeping()
{
    addSection(m_part, tr("Kept", "heading: why a backup is kept"));
    auto *facts = new FactGrid(nullptr, kLabelWidth);
    facts->addFact(QStringLiteral("backupProved"), tr("Proved", "when a backup was restored and checked"),
                   m_backup.provedAt > 0 ? format::age(m_backup.provedAt, m_clock.nowMs()) : tr("not yet"));
    facts->addFact(QStringLiteral("backupReasons"), tr("Because"), wordsForReasons(m_backup.reasons));
    facts->addFact(QStringLiteral("backupUntil"), tr("Until", "how long a backup is kept"),
                   m_backup.keepUntil > 0 ? format::day(m_backup.keepUntil, m_clock.nowMs()) : tr("no end in sight"));
    if (m_backup.isOnlyAtSecondPlace)
        facts->addFact(QStringLiteral("backupSecondPlace"), tr("Second place"),
                       tr("only there, verified %1", "%1: how long ago").arg(format::age(m_backup.secondPlaceAt, m_clock.nowMs())));
    else if (m_hasSecondPlace || m_backup.secondPlaceAt > 0)
        facts->addFact(QStringLiteral("backupSecondPlace"), tr("Second place"),
                       m_backup.secondPlaceAt > 0 ? tr("copied and verified there %1", "%1: how long ago").arg(format::age(m_backup.secondPlaceAt, m_clock.nowMs()))
                                                  : tr("not copied yet"));
    if (!m_backup.damage.isEmpty())
        facts->addFact(QStringLiteral("backupDamage"), tr("Damage"), m_backup.damage);
    if (!m_backup.lastCleanFor.isEmpty())
        facts->addFact(QStringLiteral("backupCleanFor"), tr("Last without", "the fault that every newer backup has"), m_backup.lastCleanFor, TextKind::Mono);
    m_part->addWidget(facts);
    if (!m_backup.rot.isEmpty())
        m_part->addWidget(makeLabel(tr("Pages of the store changed although no commit wrote them: bit rot, a write that the disk lost, or another program. The backup "
                                       "before is kept. Compare the two; if this one is right, unpin that one."), TextKind::Body, Wrap::Yes));
    addDamagedPages();
    if (!m_keepable)
        return;
    m_prove = makeButton(tr("Prove", "a backup, by restoring it"), ButtonKind::Link);
    m_prove->setToolTip(tr("Restores it into a scratch copy and checks every rule of the data there."));
    m_prove->setObjectName(QStringLiteral("proveBackup"));
    m_prove->setEnabled(!m_busy);
    const bool isHeld = m_backup.pinned || !m_backup.lastCleanFor.isEmpty();
    auto *pin = makeButton(isHeld ? tr("Unpin") : tr("Pin"), ButtonKind::Link);
    pin->setToolTip(isHeld ? tr("Retention decides again how long it is kept.") : tr("It is never deleted by itself."));
    pin->setObjectName(QStringLiteral("pinBackup"));
    auto *remove = makeButton(tr("Delete…"), ButtonKind::Link);
    remove->setObjectName(QStringLiteral("deleteBackup"));
    for (QPushButton *button : {m_prove, pin, remove})
        m_part->addWidget(button, 0, Qt::AlignLeft);
    connect(m_prove, &QPushButton::clicked, this, [this] { emit proveRequested(m_backup.path); });
    connect(pin, &QPushButton::clicked, this, [this, isHeld] { emit pinRequested(m_backup.path, !isHeld); });
    connect(remove, &QPushButton::clicked, this, [this] { emit deleteRequested(m_backup); });
}

void BackupPanel::addDamagedPages()
{
    if (m_backup.damagedPages.isEmpty())
        return;
    addSection(m_part, m_backup.rot.isEmpty() ? tr("Damaged pages") : tr("Changed pages"));
    QStringList lines;
    for (const DamagedPage &page : m_backup.damagedPages)
        lines += page.table.isEmpty() ? QString::number(page.page) : QStringLiteral("%1  %2").arg(page.page, 8).arg(page.table);
    auto *pages = new TextBlock(lines.join(u'\n'), kPageLines, TextBlock::Face::Mono);
    pages->setObjectName(QStringLiteral("backupPages"));
    m_part->addWidget(pages);
}

void BackupPanel::addRows()
{
    if (m_backup.manifest.rows.isEmpty())
        return;
    addSection(m_part, tr("Rows"));
    auto *rows = new FactGrid(nullptr, kLabelWidth);
    for (auto it = m_backup.manifest.rows.begin(); it != m_backup.manifest.rows.end(); ++it)
        rows->addFact(QStringLiteral("rows_") + it.key(), it.key(), format::count(it.value()));
    m_part->addWidget(rows);
}

} // namespace plancia::ui
