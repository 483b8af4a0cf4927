// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/importpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/deliver.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/progressrow.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr qsizetype kListed = 12;
constexpr int kFieldWidth = 150;

/// A field of a tenant in the current language; empty for a column that is left out.
QString wordForField(const QString &field)
{
    if (field == QLatin1String("slug"))
        return ImportPanel::tr("Slug");
    if (field == QLatin1String("name"))
        return ImportPanel::tr("Name");
    if (field == QLatin1String("status"))
        return ImportPanel::tr("Status");
    if (field == QLatin1String("tags"))
        return ImportPanel::tr("Tags");
    if (field == QLatin1String("notes"))
        return ImportPanel::tr("Notes");
    if (field == QLatin1String("trial_ends_at"))
        return ImportPanel::tr("End of trial");
    return ImportPanel::tr("– left out –", "a column of a file");
}
} // namespace

ImportPanel::ImportPanel(const PageContext &context, QWidget *parent) : SidePanel(parent), m_context(context)
{
    setObjectName(QStringLiteral("importPanel"));
    build();
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &actionId) {
        if (actionId == QLatin1String("retry") && m_again)
            QMetaObject::invokeMethod(this, [again = m_again] { again(); }, Qt::QueuedConnection);
        else
            emit actionRequested(actionId);
    });
    connect(m_progress, &ProgressRow::cancelRequested, this, [this] { m_running.cancel.cancel(); });
    connect(m_good, &QRadioButton::toggled, this, &ImportPanel::showActs);
    connect(m_save, &QPushButton::clicked, this, &ImportPanel::saveFaults);
    connect(this, &SidePanel::closed, this, &ImportPanel::dismissPanel);
    connect(m_context.ports.tasks, &TasksPort::taskChanged, this, [this](const TaskInfo &task) {
        if (m_mode == Mode::Running && task.kind == QLatin1String("import") && !task.isOver())
            m_progress->setProgress(task.progress);
    });
}

ImportPanel::~ImportPanel() { m_reading.cancel.cancel(); }

BatchPort *ImportPanel::port() const { return m_context.workspace ? m_context.workspace->batch() : nullptr; }

void ImportPanel::build()
{
    const auto label = [this](TextKind kind, const char *name) {
        QLabel *made = makeLabel({}, kind, Wrap::Yes, this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    setTitle(tr("Import tenants"));
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_lead = label(TextKind::Strong, "importLead");
    m_more = label(TextKind::Body, "importMore");
    m_progress = new ProgressRow(this);
    m_progress->setCancellable(true);
    m_columns = new QWidget(this);
    m_columnRows = new QVBoxLayout(m_columns);
    m_columnRows->setContentsMargins(0, 0, 0, 0);
    m_columnRows->setSpacing(measure::kTinyGap);
    m_all = new QRadioButton(tr("All rows or none"), this);
    m_all->setChecked(true);
    m_good = new QRadioButton(tr("Good rows only; the others are left out"), this);
    m_good->setObjectName(QStringLiteral("importGoodOnly"));
    m_faultsTitle = label(TextKind::Secondary, "importFaultsTitle");
    m_faults = label(TextKind::Body, "importFaults");
    m_save = makeButton(tr("Save the list as CSV…"), ButtonKind::Link, this);
    m_save->setObjectName(QStringLiteral("importSaveFaults"));
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_error, m_lead, m_more, m_progress, m_columns, m_all, m_good, m_faultsTitle, m_faults, m_save}) {
        part->addWidget(widget);
        widget->hide();
    }
    part->addStretch(1);
}

void ImportPanel::choose()
{
    auto *dialog = new QFileDialog(this, tr("A list of tenants"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lists (*.csv *.json *.jsonl *.ndjson *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ImportPanel::start);
    dialog->open();
}

void ImportPanel::start(const QString &path)
{
    if (m_mode == Mode::Running || !port())
        return;
    m_path = path;
    m_mapping.clear();
    m_plan.reset();
    m_report.reset();
    m_all->setChecked(true);
    setMode(Mode::Preview);
    read();
}

void ImportPanel::setMode(Mode mode)
{
    m_mode = mode;
    m_error->hide();
    m_again = {};
    const QWidget *focused = QApplication::focusWidget();
    if (mode == Mode::Closed && focused && isAncestorOf(focused))
        emit focusLeft();
    setVisible(mode != Mode::Closed);
    m_progress->setVisible(mode == Mode::Running);
    showWords();
    showColumns();
    showFaults();
    showActs();
    emit shown();
}

void ImportPanel::read()
{
    m_reading.cancel.cancel();
    m_reading = CallContext();
    m_isReading = true;
    m_error->hide();
    deliver(port()->planImport({m_path, {}, m_mapping}, m_reading), this, [this, request = m_reading.requestId](const Result<ImportPlan> &plan) {
        if (request != m_reading.requestId)
            return;
        m_isReading = false;
        if (plan)
            m_plan = *plan;
        if (m_mode == Mode::Preview)
            setMode(Mode::Preview);
        if (!plan && m_mode == Mode::Preview && plan.error().code() != ErrorCode::InternalCancelled) {
            m_again = [this] { read(); };
            showError(plan.error(), request);
        }
        emit settled();
    });
    showWords();
    showActs();
}

qint64 ImportPanel::wouldMake() const
{
    if (!m_plan || validateMapping(m_plan->mapping) || (m_plan->badRows > 0 && !m_good->isChecked()))
        return 0;
    return m_plan->good.size();
}

void ImportPanel::showWords()
{
    const QString file = QFileInfo(m_path).fileName();
    QString lead;
    QStringList more;
    if (m_mode == Mode::Done && m_report) {
        lead = tr("%n tenant(s) are imported.", "", static_cast<int>(m_report->created));
        if (m_report->stoppedBy)
            more.append(tr("It was stopped before the end: %1 What was made until then stays.").arg(describe(*m_report->stoppedBy).sentence));
        if (!m_report->kept.isEmpty())
            more.append(m_report->kept.startsWith(u'/') ? tr("A backup was made before: %1").arg(QFileInfo(m_report->kept).fileName())
                                                        : tr("The moment before it has a name in the archive: “%1”.").arg(m_report->kept));
    } else if (m_mode == Mode::Running) {
        m_progress->setTitle(tr("Importing %1").arg(file));
    } else if (m_isReading && !m_plan) {
        lead = tr("Reading %1…").arg(file);
    } else if (m_plan) {
        lead = tr("%1: %n row(s)", "%1: name of a file", static_cast<int>(m_plan->rows)).arg(file);
        if (!validateMapping(m_plan->mapping))
            more.append(tr("Good: %1. With a fault: %2.").arg(format::count(m_plan->rows - m_plan->badRows), format::count(m_plan->badRows)));
        else
            more.append(tr("Say which column is the name."));
        if (!m_plan->mapping.contains(QStringLiteral("slug")))
            more.append(tr("The slugs are made from the names."));
    }
    m_lead->setText(lead);
    m_lead->setVisible(!lead.isEmpty());
    m_more->setText(more.join(u'\n'));
    m_more->setVisible(!more.isEmpty());
}

void ImportPanel::showColumns()
{
    const bool asks = m_mode == Mode::Preview && m_plan;
    m_columns->setVisible(asks);
    m_all->setVisible(asks && m_plan->badRows > 0);
    m_good->setVisible(asks && m_plan->badRows > 0);
    if (!asks)
        return;
    if (m_fields.size() != m_plan->columns.size()) {
        qDeleteAll(m_columns->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
        m_fields.clear();
        for (qsizetype column = 0; column < m_plan->columns.size(); ++column) {
            auto *row = new QWidget(m_columns);
            auto *line = new QHBoxLayout(row);
            line->setContentsMargins(0, 0, 0, 0);
            line->setSpacing(measure::kSmallGap);
            QString example;
            for (const QStringList &values : std::as_const(m_plan->sample))
                if (example.isEmpty())
                    example = format::harmless(values.value(column)).left(60);
            auto *words = new QVBoxLayout;
            words->setSpacing(0);
            words->addWidget(new ElidedLabel(format::harmless(m_plan->columns.at(column)).left(100), TextKind::Strong));
            words->addWidget(new ElidedLabel(example, TextKind::Small));
            line->addLayout(words, 1);
            auto *field = new QComboBox(row);
            field->setObjectName(QStringLiteral("importField%1").arg(column));
            field->setAccessibleName(tr("Field of the column %1").arg(m_plan->columns.at(column)));
            field->setFixedWidth(kFieldWidth);
            field->addItem(wordForField({}), QString());
            for (const QString &name : importFields())
                field->addItem(wordForField(name), name);
            line->addWidget(field);
            m_columnRows->addWidget(row);
            m_fields.append(field);
            connect(field, &QComboBox::activated, this, [this, column, field] {
                m_mapping = m_plan->mapping;
                const QString chosen = field->currentData().toString();
                for (QString &other : m_mapping)
                    if (!chosen.isEmpty() && other == chosen)
                        other.clear(); // a field has one column
                m_mapping[column] = chosen;
                m_plan->mapping = m_mapping;
                showColumns();
                if (validateMapping(m_mapping))
                    setMode(Mode::Preview);
                else
                    read();
            });
        }
    }
    for (qsizetype column = 0; column < m_fields.size(); ++column)
        m_fields.at(column)->setCurrentIndex(m_fields.at(column)->findData(m_plan->mapping.value(column)));
}

void ImportPanel::showFaults()
{
    QList<ImportFault> faults;
    if (m_mode == Mode::Done && m_report)
        faults = m_report->faults;
    else if (m_mode == Mode::Preview && m_plan && !validateMapping(m_plan->mapping))
        faults = m_plan->faults;
    QStringList lines;
    for (const ImportFault &fault : faults.mid(0, kListed))
        lines.append(tr("Line %1: %2").arg(format::count(fault.line), describe(fault.error).sentence));
    if (faults.size() > lines.size())
        lines.append(tr("and %n more", "faults", static_cast<int>(faults.size() - lines.size())));
    m_faultsTitle->setText(m_mode == Mode::Done ? tr("Left out") : tr("What is wrong"));
    m_faults->setText(lines.join(u'\n'));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_faultsTitle, m_faults, m_save})
        widget->setVisible(!lines.isEmpty());
}

void ImportPanel::showActs()
{
    clearActions();
    const auto add = [this](const char *name, const QString &text, ButtonKind kind, void (ImportPanel::*act)()) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection); // the act takes these buttons away
        return button;
    };
    switch (m_mode) {
    case Mode::Closed:
        return;
    case Mode::Preview:
        add("importRun", tr("Import %n tenant(s)", "", static_cast<int>(wouldMake())), ButtonKind::Primary, &ImportPanel::run)
            ->setEnabled(wouldMake() > 0 && !m_isReading);
        add("importOther", tr("Another file…"), ButtonKind::Secondary, &ImportPanel::choose);
        add("importCancel", tr("Cancel"), ButtonKind::Secondary, &ImportPanel::dismissPanel);
        return;
    case Mode::Running:
        return;
    case Mode::Done:
        add("importClose", tr("Close"), ButtonKind::Primary, &ImportPanel::dismissPanel);
    }
}

void ImportPanel::run()
{
    if (m_mode != Mode::Preview || wouldMake() == 0)
        return;
    m_running = CallContext();
    const auto rule = m_plan->badRows > 0 ? ImportRule::GoodRowsOnly : ImportRule::AllOrNothing;
    const auto answer = port()->runImport(*m_plan, rule, m_running);
    setMode(Mode::Running);
    m_progress->setProgress({Progress::Unit::Rows, 0, m_plan->good.size(), 0, -1});
    deliver(answer, this, [this](const Result<ImportReport> &report) { arrived(report); });
}

void ImportPanel::arrived(const Result<ImportReport> &report)
{
    if (report) {
        m_report = *report;
        const bool isAway = isHidden();
        setMode(Mode::Done);
        if (isAway)
            setMode(Mode::Closed); // somebody does something else by now
        if (m_context.actions.notify)
            m_context.actions.notify(report->stoppedBy ? Tone::Warning : Tone::Good, tr("%n tenant(s) are imported.", "", static_cast<int>(report->created)));
        emit tenantsChanged();
    } else {
        setMode(Mode::Preview);
        m_again = [this] { read(); };
        if (report.error().code() == ErrorCode::BusinessBadRows)
            read(); // a slug was taken meanwhile: the rows are looked at again
        if (report.error().code() != ErrorCode::InternalCancelled)
            showError(report.error(), m_running.requestId);
    }
    emit settled();
}

void ImportPanel::saveFaults()
{
    const QList<ImportFault> faults = m_mode == Mode::Done && m_report ? m_report->faults : m_plan ? m_plan->faults : QList<ImportFault>();
    auto *dialog = new QFileDialog(this, tr("Where the list of faults is written"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QFileInfo(m_path).completeBaseName() + QStringLiteral("-faults.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, faults](const QString &file) {
        deliver(port()->saveFaults(faults, file, {}), this, [this, file](const Result<QString> &saved) {
            if (!saved)
                showError(saved.error(), {});
            else if (m_context.actions.notify)
                m_context.actions.notify(Tone::Good, tr("The list is written to %1.").arg(file));
        });
    });
    dialog->open();
}

void ImportPanel::dismissPanel()
{
    m_reading.cancel.cancel();
    m_isReading = false;
    if (m_mode == Mode::Running)
        hide(); // it goes on, and is told of when it is over
    else
        setMode(Mode::Closed);
    emit settled();
}

void ImportPanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, requestId);
}

QVariantMap ImportPanel::saveState() const
{
    if (m_mode != Mode::Preview)
        return {};
    return {{QStringLiteral("path"), m_path}, {QStringLiteral("mapping"), m_mapping}, {QStringLiteral("goodOnly"), m_good->isChecked()}};
}

void ImportPanel::restoreState(const QVariantMap &state)
{
    const QString path = state.value(QStringLiteral("path")).toString();
    if (path.isEmpty() || !port())
        return;
    start(path);
    m_good->setChecked(state.value(QStringLiteral("goodOnly")).toBool());
    m_mapping = state.value(QStringLiteral("mapping")).toStringList();
    if (!m_mapping.isEmpty())
        read();
}

} // namespace plancia::ui
