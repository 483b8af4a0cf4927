// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/schemaview.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kListWidth = 250;
constexpr int kContentHeight = 300;
} // namespace

SchemaView::SchemaView(QWidget *parent) : Card(tr("Plancia’s schema"), parent)
{
    setObjectName(QStringLiteral("schemaView"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_state = new StatusPill(this);
    head()->addWidget(m_state);
    m_error = new ErrorPanel(this);
    m_error->hide();
    m_what = new Notice(this);
    m_what->setObjectName(QStringLiteral("schemaWhat"));
    body()->addWidget(m_error);
    body()->addWidget(m_what);

    m_content = new QWidget(this);
    auto *split = new QHBoxLayout(m_content);
    split->setContentsMargins(0, 0, 0, 0);
    split->setSpacing(measure::kGap);
    m_steps = new QListWidget(m_content);
    m_steps->setObjectName(QStringLiteral("migrations"));
    m_steps->setAccessibleName(tr("Migrations, in the order they run"));
    m_steps->setFixedWidth(kListWidth);
    m_sql = new QPlainTextEdit(m_content);
    m_sql->setObjectName(QStringLiteral("migrationSql"));
    m_sql->setAccessibleName(tr("SQL of the chosen migration"));
    m_sql->setReadOnly(true);
    m_sql->setTabChangesFocus(true);
    m_sql->setLineWrapMode(QPlainTextEdit::NoWrap);
    setKind(m_sql, "mono");
    split->addWidget(m_steps);
    split->addWidget(m_sql, 1);
    m_content->setFixedHeight(kContentHeight);
    body()->addWidget(m_content);

    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kGap);
    m_install = makeButton({});
    m_install->setObjectName(QStringLiteral("installSchema"));
    m_copyScript = makeButton(tr("Copy the roles script"));
    m_saveScript = makeButton(tr("Save the roles script…"));
    m_saveScript->setObjectName(QStringLiteral("saveRolesScript"));
    m_withoutBackup = makeButton(tr("Go on without a backup"), ButtonKind::Danger);
    m_withoutBackup->setObjectName(QStringLiteral("installWithoutBackup"));
    m_withoutBackup->hide();
    acts->addWidget(m_install);
    acts->addWidget(m_withoutBackup);
    acts->addWidget(m_copyScript);
    acts->addWidget(m_saveScript);
    acts->addStretch(1);
    body()->addLayout(acts);

    connect(m_steps, &QListWidget::currentRowChanged, this, &SchemaView::showStep);
    connect(m_what, &Notice::linkActivated, this, &SchemaView::openRequested);
    connect(m_install, &QPushButton::clicked, this, &SchemaView::installRequested);
    connect(m_withoutBackup, &QPushButton::clicked, this, &SchemaView::installWithoutBackupRequested);
    connect(m_copyScript, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_plan.rolesScript); });
    connect(m_saveScript, &QPushButton::clicked, this, &SchemaView::saveScript);
    connect(m_error, &ErrorPanel::actionRequested, this, &SchemaView::actionRequested);
}

void SchemaView::showPlan(const QString &connection, const SchemaPlan &plan)
{
    const int row = std::max(0, m_steps->currentRow());
    m_plan = plan;
    const int pending = plan.pending();
    setTitle(tr("Plancia’s schema on “%1”").arg(connection));
    if (pending == 0)
        m_state->setState(Tone::Good, tr("version %1, up to date").arg(plan.current));
    else if (plan.current == 0)
        m_state->setState(Tone::Note, tr("not installed"));
    else
        m_state->setState(Tone::Warning, tr("version %1 of %2").arg(plan.current).arg(plan.target));
    m_state->show();

    const bool needsDba = !plan.rolesScript.isEmpty();
    if (pending == 0)
        m_what->showText(Tone::Good, tr("Everything is there. What ran is shown below."), tr("Open the workspace"));
    else if (!plan.mayInstall)
        m_what->showText(Tone::Warning, tr("This user may not create tables in the database. Ask its administrator for the "
                                           "right to, or to run the roles script, then look again."));
    else if (needsDba)
        m_what->showText(Tone::Warning, tr("This user cannot make all of Plancia’s roles. Give the roles script to an "
                                           "administrator of the server; without it the schema goes on with the roles that "
                                           "exist."));
    else if (isUpgrade())
        m_what->showText(Tone::Note, tr("The schema is backed up first, then the migrations below run in one transaction."));
    else
        m_what->showText(Tone::Note, tr("Nothing has run yet. Read the SQL below: it runs in one transaction, in schema "
                                        "“plancia”, and touches nothing else."));

    m_steps->clear();
    for (const MigrationStep &step : plan.steps) {
        const QString number = QStringLiteral("%1").arg(step.number, 4, 10, QLatin1Char('0'));
        const QString words = step.applied ? tr("%1 %2 – applied").arg(number, step.name)
                                           : tr("%1 %2 – waits").arg(number, step.name);
        m_steps->addItem(words);
        const QString hash = QStringLiteral("SHA-256 ") + step.sha256;
        m_steps->item(m_steps->count() - 1)
            ->setToolTip(step.applied ? tr("Applied %1").arg(format::dateTime(step.appliedAt)) + u'\n' + hash : hash);
    }
    if (needsDba)
        m_steps->addItem(tr("Roles, for an administrator"));
    m_steps->setCurrentRow(std::min(row, m_steps->count() - 1));

    m_install->setText(tr("Install %n migration(s)", nullptr, pending));
    m_install->setVisible(pending > 0);
    m_withoutBackup->hide();
    m_install->setEnabled(plan.mayInstall);
    m_copyScript->setVisible(needsDba);
    m_saveScript->setVisible(needsDba);
    m_content->show();
    m_error->hide();
    show();
}

void SchemaView::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    m_withoutBackup->setVisible(isUpgrade() && errorId(error.code()).startsWith(u"BKP_"));
    if (m_plan.steps.isEmpty()) {
        m_state->hide();
        m_what->hide();
        m_content->hide();
        m_install->hide();
        m_copyScript->hide();
        m_saveScript->hide();
    }
    show();
}

void SchemaView::setBusy(bool busy)
{
    m_install->setEnabled(!busy && m_plan.mayInstall);
    m_withoutBackup->setEnabled(!busy);
    if (busy)
        m_what->showText(Tone::Note, tr("Installing. This takes a moment."));
}

int SchemaView::selectedStep() const { return m_steps->currentRow(); }
void SchemaView::selectStep(int row) { m_steps->setCurrentRow(row); }

void SchemaView::showStep()
{
    const int row = m_steps->currentRow();
    if (row < 0)
        m_sql->clear();
    else
        m_sql->setPlainText(row < m_plan.steps.size() ? m_plan.steps.at(row).sql : m_plan.rolesScript);
}

void SchemaView::saveScript()
{
    auto *dialog = new QFileDialog(this, tr("Save the roles script"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("plancia-roles.sql"));
    dialog->setDefaultSuffix(QStringLiteral("sql"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        // A few kilobytes, to a file that the person has just named.
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(m_plan.rolesScript.toUtf8()) < 0 || !file.commit())
            emit failed(Error(ErrorCode::IoWrite, {{QStringLiteral("path"), path},
                                                   {QStringLiteral("message"), file.errorString()}}));
        else
            emit scriptSaved(path);
    });
    dialog->open();
}

} // namespace plancia::ui
