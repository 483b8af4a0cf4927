// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/leaks/leakspage.h"

#include "models/format/format.h"
#include "models/items/leakedkeysmodel.h"
#include "models/ports/apikeysport.h"
#include "models/ports/deliver.h"
#include "ui/kit/card.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace plancia::ui {

namespace {
constexpr int kSourcesHeight = 116;
}

LeaksPage::LeaksPage(PageContext context) : Page(QStringLiteral("leaks"), std::move(context))
{
    auto *head = setHeader(tr("Leaked keys"), tr("Looks for API keys in texts, files and git histories. Nothing of it leaves this computer."));
    if (this->context().actions.navigate) {
        auto *back = head->addAction(tr("All API keys"));
        connect(back, &QPushButton::clicked, this, [this] { this->context().actions.navigate(QStringLiteral("keys"), {}); });
    }
    m_check = head->setPrimaryAction(tr("Check"));
    m_check->setObjectName(QStringLiteral("check"));
    connect(m_check, &QPushButton::clicked, this, &LeaksPage::check);
    setUpSources();
    setUpResult();
    showSources();
}

LeaksPage::~LeaksPage() { m_call.cancel.cancel(); }

void LeaksPage::setUpSources()
{
    auto *card = new Card(tr("Where to look"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kGap);
    m_text = new QPlainTextEdit(card);
    m_text->setObjectName(QStringLiteral("leakText"));
    m_text->setPlaceholderText(tr("Paste a text: a log, a message, a configuration."));
    m_text->setAccessibleName(tr("Text to look in"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(kSourcesHeight);
    connect(m_text, &QPlainTextEdit::textChanged, this, &LeaksPage::showSources);
    row->addWidget(m_text, 1);
    auto *files = new QVBoxLayout;
    files->setSpacing(measure::kSmallGap);
    m_paths = new QPlainTextEdit(card);
    m_paths->setObjectName(QStringLiteral("leakPaths"));
    m_paths->setReadOnly(true);
    m_paths->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_paths->setTabChangesFocus(true);
    m_paths->setPlaceholderText(tr("Files, folders and git repositories that are chosen below."));
    m_paths->setAccessibleName(tr("Files, folders and repositories to look in"));
    m_paths->setMinimumHeight(0);
    m_paths->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    files->addWidget(m_paths, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kSmallGap);
    const auto add = [card, acts](const QString &text) {
        QPushButton *button = makeButton(text, ButtonKind::Secondary, card);
        acts->addWidget(button);
        return button;
    };
    connect(add(tr("Files…")), &QPushButton::clicked, this, [this] { choosePaths(false); });
    connect(add(tr("Folder…")), &QPushButton::clicked, this, [this] { choosePaths(true); });
    connect(add(tr("Git repository…")), &QPushButton::clicked, this, &LeaksPage::chooseRepository);
    m_clear = makeButton(tr("Clear the list"), ButtonKind::Link, card);
    acts->addWidget(m_clear);
    acts->addStretch(1);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_sources.paths.clear();
        m_sources.repositories.clear();
        showSources();
    });
    files->addLayout(acts);
    row->addLayout(files, 1);
    card->body()->addLayout(row);
    m_products = new QLineEdit(m_sources.products.join(QStringLiteral(", ")), card);
    m_products->setObjectName(QStringLiteral("leakProducts"));
    card->body()->addWidget(new FormField(tr("Keys begin with"), m_products, tr("The first word of the keys of your service, several with commas."), card));
    body()->addWidget(card);
}

void LeaksPage::setUpResult()
{
    m_progress = new ProgressRow(this);
    m_progress->setTitle(tr("Checking"));
    m_progress->setCancellable(true);
    m_progress->hide();
    connect(m_progress, &ProgressRow::cancelRequested, this, [this] { m_call.cancel.cancel(); });
    body()->addWidget(m_progress);
    m_error = new ErrorPanel(this);
    m_error->hide();
    connect(m_error, &ErrorPanel::actionRequested, this, &LeaksPage::handleAction);
    body()->addWidget(m_error);
    auto *line = new QHBoxLayout;
    line->setSpacing(measure::kGap);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("leakNotice"));
    m_notice->hide();
    line->addWidget(m_notice, 1);
    m_revoke = makeButton(tr("Revoke them all…"), ButtonKind::Danger, this);
    m_revoke->setObjectName(QStringLiteral("revokeAll"));
    m_revoke->hide();
    connect(m_revoke, &QPushButton::clicked, this, &LeaksPage::askRevoke);
    line->addWidget(m_revoke);
    body()->addLayout(line);
    m_skipped = new Notice(this);
    m_skipped->setObjectName(QStringLiteral("leakSkipped"));
    m_skipped->hide();
    body()->addWidget(m_skipped);
    m_model = new LeakedKeysModel(*context().clock, QLocale(), this);
    connect(m_model, &PagedModel::stateChanged, this, [this] {
        if (isSettled())
            emit settled();
    });
    auto *table = new PagedTable(this);
    table->setListName(tr("Leaked keys"));
    table->setModel(m_model);
    m_states = new PageStates(table, this);
    m_states->setEmptyWords(tr("Nothing was checked yet"), tr("Paste a text or choose files, then check. A key is told from other text by its check digits, and matched by its hash."), {}, QStringLiteral("search"));
    m_states->showEmpty();
    body()->addWidget(m_states, 1);
}

void LeaksPage::choosePaths(bool folders)
{
    auto *dialog = new QFileDialog(this, folders ? tr("A folder to look in") : tr("Files to look in"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folders ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &LeaksPage::addPaths);
    dialog->open();
}

void LeaksPage::chooseRepository()
{
    auto *dialog = new QFileDialog(this, tr("A git repository, whose whole history is looked through"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &LeaksPage::addRepository);
    dialog->open();
}

void LeaksPage::addPaths(const QStringList &paths)
{
    for (const QString &path : paths)
        if (!m_sources.paths.contains(path))
            m_sources.paths.append(path);
    showSources();
}

void LeaksPage::addRepository(const QString &folder)
{
    if (!m_sources.repositories.contains(folder))
        m_sources.repositories.append(folder);
    showSources();
}

void LeaksPage::showSources()
{
    QStringList places = m_sources.paths;
    for (const QString &repository : m_sources.repositories)
        places.append(tr("%1 (its git history)").arg(repository));
    m_paths->setPlainText(places.join(QLatin1Char('\n')));
    for (QPlainTextEdit *edit : {m_text, m_paths}) // what stands in an empty one are words of the program
        edit->setFont(edit->document()->isEmpty() ? textFont() : monoFont());
    m_clear->setVisible(!places.isEmpty());
    const bool isSomething = !places.isEmpty() || !m_text->document()->isEmpty();
    m_check->setEnabled(isSomething && !m_isBusy && context().workspace && context().workspace->apiKeys());
}

void LeaksPage::check()
{
    if (m_isBusy || !context().workspace || !context().workspace->apiKeys())
        return;
    m_isBusy = true;
    m_error->hide();
    m_notice->hide();
    m_skipped->hide();
    m_revoke->hide();
    m_progress->setProgress({});
    m_progress->show();
    m_states->showLoading();
    m_call = CallContext();
    LeakSources sources = m_sources;
    sources.text = m_text->toPlainText();
    sources.products = permissionsFrom(m_products->text());
    showSources();
    const auto report = [page = QPointer<LeaksPage>(this), request = m_call.requestId](const Progress &progress) {
        QMetaObject::invokeMethod(qApp, [page, request, progress] {
            if (page && page->m_call.requestId == request)
                page->m_progress->setProgress(progress);
        });
    };
    deliver(context().workspace->apiKeys()->findLeaks(std::move(sources), report, m_call), this, [this](const Result<LeakReport> &result) {
        m_isBusy = false;
        m_progress->hide();
        if (result) {
            showReport(*result);
        } else {
            m_states->showEmpty();
            if (result.error().code() != ErrorCode::InternalCancelled) {
                m_error->setError(result.error(), m_call.requestId);
                m_error->show();
                if (context().actions.noteError)
                    context().actions.noteError(result.error(), m_call.requestId);
            }
        }
        showSources();
        emit settled();
    });
}

void LeaksPage::showReport(const LeakReport &report)
{
    m_report = report;
    m_model->setReport(report);
    const auto now = context().clock->nowMs();
    const auto ours = std::count_if(report.keys.begin(), report.keys.end(), [](const LeakedKey &key) { return key.key.has_value(); });
    const auto open = std::count_if(report.keys.begin(), report.keys.end(), [now](const LeakedKey &key) { return key.key && isUsable(stateOf(*key.key, now)); });
    const QString size = format::bytes(report.bytes);
    const QString looked = report.files == 0 ? tr("%1 of text.", "what was looked through").arg(size)
                                             : tr("%n file(s) or histories, %1.", "what was looked through", static_cast<int>(report.files)).arg(size);
    const QString alike = report.lookalikes == 0 ? QString()
                                                 : tr("%n text(s) look like a key, but the check characters at the end are wrong: mistyped, cut, or made up.", "",
                                                      static_cast<int>(std::min<qint64>(report.lookalikes, std::numeric_limits<int>::max())))
            + u' ';
    if (report.keys.isEmpty()) {
        m_states->setEmptyWords(alike.isEmpty() ? tr("No key was found") : tr("No whole key was found"), alike + looked, {},
                                alike.isEmpty() ? QStringLiteral("check") : QStringLiteral("info"));
        m_states->showEmpty();
    } else {
        m_states->showReady();
        const QString found = tr("%n key(s) found", "", static_cast<int>(report.keys.size()));
        QString words;
        if (open > 0)
            words = tr("%n of them can be used now.", "leaked keys", static_cast<int>(open));
        else if (ours > 0)
            words = tr("None of them can be used any more.");
        else
            words = tr("None of them is a key of this workspace.");
        m_notice->showText(open > 0 ? Tone::Error : ours > 0 ? Tone::Good : Tone::Note, found + QStringLiteral(". ") + words + u' ' + alike + looked);
        m_notice->show();
    }
    if (!report.skipped.isEmpty() || report.isCut) {
        QStringList words;
        if (report.isCut)
            words.append(tr("There were more keys than are shown: check smaller parts."));
        if (!report.skipped.isEmpty())
            words.append(tr("%n could not be read, among them %1", "files", static_cast<int>(report.skipped.size())).arg(report.skipped.first()));
        m_skipped->showText(Tone::Warning, words.join(u' '));
        m_skipped->show();
    }
    m_revoke->setVisible(!toRevoke().isEmpty());
    setRefusal(m_revoke, refusedSentence(*context().workspace, Capability::WriteTenants));
}

QList<ApiKeyRef> LeaksPage::toRevoke() const
{
    QList<ApiKeyRef> keys;
    if (m_report)
        for (const LeakedKey &leaked : m_report->keys)
            if (leaked.key && leaked.key->status != ApiKeyStatus::Revoked)
                keys.append(refOf(*leaked.key));
    return keys;
}

void LeaksPage::askRevoke()
{
    const int count = static_cast<int>(toRevoke().size());
    ConfirmQuestion question;
    question.title = tr("Revoke %n key(s)?", "", count);
    question.sentence = tr("The service refuses them from the next request on.");
    question.loss = tr("They are never let in again. Whoever needs one needs a new key.");
    question.workspace = workspaceName(context().workspace->identity());
    question.act = tr("Revoke");
    question.asksReason = true;
    if (context().workspace->identity().colour == QLatin1String("red"))
        question.typeName = workspaceName(context().workspace->identity());
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, &LeaksPage::revoke);
    dialog->open();
}

void LeaksPage::revoke(const QString &reason)
{
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_revoke->setEnabled(false);
    m_call = CallContext();
    deliver(context().workspace->apiKeys()->revokeAll(toRevoke(), reason, m_call), this, [this](const Result<int> &revoked) {
        m_isBusy = false;
        m_revoke->setEnabled(true);
        if (!revoked) {
            m_error->setError(revoked.error(), m_call.requestId);
            m_error->show();
            if (context().actions.noteError)
                context().actions.noteError(revoked.error(), m_call.requestId);
            emit settled();
            return;
        }
        if (context().actions.notify)
            context().actions.notify(Tone::Good, tr("%n key(s) revoked.", "", *revoked));
        LeakReport report = *m_report;
        for (LeakedKey &leaked : report.keys)
            if (leaked.key)
                leaked.key->status = ApiKeyStatus::Revoked;
        showReport(report);
        emit settled();
    });
}

bool LeaksPage::takeAction(const QString &actionId)
{
    if (actionId != QLatin1String("retry"))
        return false;
    m_error->hide();
    check();
    return true;
}

bool LeaksPage::isSettled() const { return !m_isBusy && !m_model->isBusy(); }

/// Without what was pasted: it may hold a secret.
QVariantMap LeaksPage::saveState() const
{
    return {{QStringLiteral("paths"), m_sources.paths}, {QStringLiteral("repositories"), m_sources.repositories}, {QStringLiteral("products"), m_products->text()}};
}

void LeaksPage::restoreState(const QVariantMap &state)
{
    m_sources.paths = state.value(QStringLiteral("paths")).toStringList();
    m_sources.repositories = state.value(QStringLiteral("repositories")).toStringList();
    if (state.contains(QStringLiteral("products")))
        m_products->setText(state.value(QStringLiteral("products")).toString());
    showSources();
}

void LeaksPage::showTourStop(const QString &)
{
    m_text->setPlainText(QStringLiteral("[shop]\ntoken = plancia_live_7Hq2LmX9cT4b_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_000000"));
    check();
}

} // namespace plancia::ui
