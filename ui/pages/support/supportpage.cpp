// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/support/supportpage.h"

#include "models/format/format.h"
#include "ui/kit/card.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/text.h"

#include <QFileDialog>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QSysInfo>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kLongestShown = 256 * 1024; // bytes; a log may be 15 MB, and nobody reads it here
constexpr int kMostRows = 9;
constexpr int kTableFrame = 10;
} // namespace

SupportPage::SupportPage(PageContext context, QWidget *parent)
    : Page(QStringLiteral("support"), std::move(context), parent)
{
    build();
}

void SupportPage::build()
{
    setHeader(tr("Support"), tr("What somebody who helps you needs to know."));
    m_create = header()->setPrimaryAction(tr("Create bundle"));
    m_create->setObjectName(QStringLiteral("createBundle"));
    m_error = new ErrorPanel(this);
    m_error->hide();
    m_result = new Notice(this);
    m_result->setObjectName(QStringLiteral("bundleResult"));
    m_resultHash = makeLabel({}, TextKind::MonoSecondary, Wrap::Yes);
    m_resultHash->setObjectName(QStringLiteral("bundleHash"));
    m_resultHash->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_resultHash->hide();
    body()->addWidget(m_error);
    body()->addWidget(m_result);
    body()->addWidget(m_resultHash);
    m_run = buildRun();
    body()->addWidget(m_run);
    body()->addWidget(buildBundle(), 1);
    m_hint = makeLabel(tr("A bundle is a zip file with this run’s log, the history of errors, versions, settings and the shape "
                          "of the store. Secrets and e-mail addresses are masked, and no rows of the store are in it. Each file "
                          "can be looked into before it is written, and nothing is sent anywhere."),
                       TextKind::Secondary, Wrap::Yes);
    body()->addWidget(m_hint);
    body()->addStretch();
    m_bundle->hide();

    connect(m_create, &QPushButton::clicked, this, &SupportPage::preview);
    connect(m_error, &ErrorPanel::actionRequested, this, &SupportPage::handleAction);
    if (context().workspace && context().workspace->bundle())
        showOpened(*context().workspace->bundle());
}

void SupportPage::showOpened(const BundlePreview &bundle)
{
    header()->setSentence(tr("What somebody packed into this bundle; each file matches its manifest."));
    m_bundle->setTitle(tr("What the bundle holds"));
    m_create->hide();
    m_write->hide();
    m_run->hide(); // it is about this program, not about the one that packed the bundle
    showFiles(bundle);
}

QWidget *SupportPage::buildRun()
{
    auto *card = new Card(tr("This run"));
    auto *facts = new FactGrid(card);
    const SupportPort *support = context().ports.support;
    facts->addFact(QStringLiteral("runId"), tr("Run"), support->runId(), TextKind::Mono, FactGrid::Copy::Yes);
    const QString log = support->logFile();
    facts->addFact(QStringLiteral("logFile"), tr("Log file"), log.isEmpty() ? tr("no log is written") : log,
                   log.isEmpty() ? TextKind::Body : TextKind::Mono, log.isEmpty() ? FactGrid::Copy::No : FactGrid::Copy::Yes);
    //: versions: of the program, of Qt, name of the operating system
    facts->addFact(QStringLiteral("versions"), tr("Versions"),
                   tr("Plancia %1 · Qt %2 · %3").arg(QStringLiteral(PLANCIA_VERSION), QString::fromLatin1(qVersion()),
                                                     QSysInfo::prettyProductName()),
                   TextKind::Body, FactGrid::Copy::Yes);
    card->body()->addWidget(facts);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    return card;
}

QWidget *SupportPage::buildBundle()
{
    m_bundle = new Card(tr("What would be written"));
    m_bundle->setObjectName(QStringLiteral("bundlePreview"));
    m_sum = makeLabel({}, TextKind::Secondary);
    m_sum->setObjectName(QStringLiteral("bundleSum"));
    m_write = makeButton(tr("Choose a folder and write…"));
    m_write->setObjectName(QStringLiteral("writeBundle"));
    m_bundle->head()->addWidget(m_sum);
    m_bundle->head()->addWidget(m_write);
    m_table = new PagedTable(m_bundle);
    m_table->setObjectName(QStringLiteral("bundleFiles"));
    m_table->setAccessibleName(tr("Files of the bundle"));
    m_table->setModel(&m_model);
    m_fileName = new ElidedLabel({}, TextKind::Strong); // a name from somebody else's bundle does not widen the window
    m_content = new QPlainTextEdit(m_bundle);
    m_content->setObjectName(QStringLiteral("bundleContent"));
    m_content->setAccessibleName(tr("Content of the chosen file"));
    m_content->setReadOnly(true);
    m_content->setTabChangesFocus(true);
    m_content->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_content->setMinimumHeight(120);
    setKind(m_content, "mono");
    m_bundle->body()->addWidget(m_table);
    m_bundle->body()->addWidget(m_fileName);
    m_bundle->body()->addWidget(m_content, 1);
    connect(m_table, &PagedTable::currentChanged, this, &SupportPage::showFile);
    connect(m_write, &QPushButton::clicked, this, &SupportPage::chooseFolder);
    return m_bundle;
}

void SupportPage::preview()
{
    m_error->hide();
    m_result->hide();
    m_resultHash->hide();
    m_folder.clear();
    m_create->setEnabled(false);
    m_create->setText(tr("Putting it together…"));
    CallContext call;
    m_calls.ask(context().ports.support->preview(context().workspace, call),
                [this, request = call.requestId](const Result<BundlePreview> &preview) {
                    m_create->setEnabled(true);
                    if (preview) {
                        showPreview(*preview);
                    } else {
                        m_create->setText(tr("Create bundle"));
                        failed(preview.error(), request);
                    }
                });
}

void SupportPage::showPreview(const BundlePreview &preview)
{
    m_preview = preview;
    showFiles(preview);
    m_create->setText(tr("Put together anew"));
    setKind(m_create, "secondary"); // the act is now to write it
    setKind(m_write, "primary");
}

void SupportPage::showFiles(const BundlePreview &preview)
{
    int masked = 0;
    for (const BundleFile &file : preview.files)
        masked += file.masked;
    const int count = static_cast<int>(preview.files.size());
    m_model.setFiles(preview.files);
    //: %1: size, %2: "3 values masked"
    m_sum->setText(tr("%n file(s) · %1 · %2", nullptr, count)
                       .arg(format::bytes(preview.bytes()), tr("%n value(s) masked", nullptr, masked)));
    m_table->setFixedHeight((std::clamp(count, 1, kMostRows) + 1) * measure::kRow + kTableFrame);
    m_bundle->show();
    m_hint->hide();
    const QString wanted = m_model.rowOf(m_wantedFile) >= 0 || preview.files.isEmpty() ? m_wantedFile
                                                                                         : preview.files.first().name;
    m_table->setCurrentId(wanted);
    showFile(wanted);
}

void SupportPage::showFile(const QString &name)
{
    const int row = m_model.rowOf(name);
    if (row < 0)
        return;
    m_wantedFile = name;
    const BundleFile &file = m_model.files().at(row);
    const bool isWhole = file.content.size() <= kLongestShown;
    const QString text = QString::fromUtf8(file.content.right(kLongestShown));
    m_fileName->setText(isWhole ? file.name
                                : tr("%1 – the last %2 of %3").arg(file.name, format::bytes(kLongestShown),
                                                                   format::bytes(file.content.size())));
    m_content->setPlainText(text);
}

void SupportPage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for %1").arg(m_preview.fileName));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(dialog, &QFileDialog::fileSelected, this, &SupportPage::writeTo);
    dialog->open();
}

void SupportPage::writeTo(const QString &folder)
{
    if (m_preview.files.isEmpty())
        return;
    m_folder = folder;
    m_error->hide();
    m_write->setEnabled(false);
    CallContext call;
    m_calls.ask(context().ports.support->write(m_preview, folder, call),
                [this, request = call.requestId](const Result<BundleWritten> &written) {
                    m_write->setEnabled(true);
                    if (written)
                        showWritten(*written);
                    else
                        failed(written.error(), request);
                });
}

void SupportPage::showWritten(const BundleWritten &written)
{
    m_folder.clear();
    m_result->showText(Tone::Good, tr("Written: %1 (%2). Read it once more before you pass it on.")
                                       .arg(written.path, format::bytes(written.bytes)));
    m_resultHash->setText(QStringLiteral("SHA-256 ") + written.sha256);
    m_resultHash->show();
}

void SupportPage::failed(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

bool SupportPage::takeAction(const QString &actionId)
{
    if (actionId == u"retry") {
        m_folder.isEmpty() ? preview() : writeTo(m_folder);
        return true;
    }
    if (actionId == u"create_bundle") {
        preview();
        return true;
    }
    return Page::takeAction(actionId);
}

void SupportPage::showTourStop(const QString &stop)
{
    Q_UNUSED(stop)
    if (m_create->isVisibleTo(this))
        preview();
}

QVariantMap SupportPage::saveState() const
{
    if (m_preview.files.isEmpty())
        return {};
    return {{QStringLiteral("preview"), true}, {QStringLiteral("file"), m_wantedFile}};
}

void SupportPage::restoreState(const QVariantMap &state)
{
    if (!state.value(QStringLiteral("preview")).toBool())
        return;
    m_wantedFile = state.value(QStringLiteral("file")).toString();
    preview();
}

} // namespace plancia::ui
