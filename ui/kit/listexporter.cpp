// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/listexporter.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/deliver.h"

#include <QDateTime>
#include <QFileDialog>

namespace plancia::ui {

ListExporter::ListExporter(const PageContext &context, QWidget *parent) : QObject(parent), m_context(context), m_window(parent) {}

void ListExporter::ask(const QString &name, const Start &start)
{
    auto *dialog = new QFileDialog(m_window, tr("Where the list is written"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    const QString csv = tr("CSV for spreadsheets (*.csv)");
    const QString lines = tr("JSON, an object a line (*.jsonl)");
    dialog->setNameFilters({csv, lines});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, csv](const QString &filter) { dialog->setDefaultSuffix(filter == csv ? QStringLiteral("csv") : QStringLiteral("jsonl")); });
    const QString time = QDateTime::fromMSecsSinceEpoch(m_context.clock->nowMs(), Qt::UTC).toString(QStringLiteral("-yyyyMMddTHHmmssZ"));
    dialog->selectFile(name + time + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, start](const QString &path) {
        const bool isLines = path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive) || path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        const CallContext call;
        deliver(start(isLines ? ListFormat::JsonLines : ListFormat::Csv, path, call), this, [this, request = call.requestId](const Result<ListExport> &done) {
            if (done && m_context.actions.notify)
                m_context.actions.notify(Tone::Good, tr("Rows written to %1: %2", "%1: a file, %2: a number").arg(done->path, format::count(done->rows)));
            if (!done && done.error().code() != ErrorCode::InternalCancelled) {
                if (m_context.actions.noteError)
                    m_context.actions.noteError(done.error(), request);
                if (m_context.actions.notify)
                    m_context.actions.notify(Tone::Error, describe(done.error()).sentence);
            }
            emit finished();
        });
    });
    dialog->open();
}

} // namespace plancia::ui
