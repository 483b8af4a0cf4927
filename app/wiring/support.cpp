// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/support.h"

#include "app/log/log.h"
#include "app/postgres/clientversion.h"
#include "app/sql/commit.h"
#include "models/errors/catalogue.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::wiring {

namespace {

constexpr int kKeptErrors = 1'000;

QString factsToJson(const QList<Fact> &facts)
{
    QJsonObject object;
    for (const Fact &fact : facts)
        object.insert(fact.key, log::mask(fact.value));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Error errorFrom(const QString &id, const QString &json)
{
    const ErrorRow *row = errorRowById(id);
    QList<Fact> facts;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (auto fact = object.begin(); fact != object.end(); ++fact)
        facts.append({fact.key(), fact.value().toString()});
    return Error(row ? row->code : ErrorCode::InternalBug, facts);
}

QJsonObject settingsOf(const Preferences &p)
{
    return {{QStringLiteral("language"), p.language}, {QStringLiteral("theme"), p.theme},
            {QStringLiteral("log.level"), p.logLevel}, {QStringLiteral("log.json"), p.logJson},
            {QStringLiteral("agent.url"), p.agentUrl}, {QStringLiteral("workspace.last"), p.lastWorkspace}};
}

} // namespace

QString Support::logFile() const { return log::filePath(); }

void Support::noteError(const Error &error, const QString &requestId)
{
    log::write(log::Level::Warning, "shown", error.with(QStringLiteral("request"), requestId));
    const qint64 now = m_sources.recorder.clock().nowMs();
    CallContext context;
    context.requestId = requestId;
    m_sources.console.write<bool>(
        context, {}, [now, error, requestId, run = runId()](sql::Connection &connection) -> Result<bool> {
            auto written = connection.execute("INSERT INTO error_history (id, at, code, facts, run_id, request_id)"
                                              " VALUES ($1, $2, $3, $4, $5, $6)",
                                              {newUuid(), sql::TimeMs{now}, errorId(error.code()),
                                               sql::Json{factsToJson(error.facts())}, run, requestId});
            if (!written)
                return fail(written.error());
            auto pruned = connection.execute("DELETE FROM error_history WHERE id NOT IN"
                                             " (SELECT id FROM error_history ORDER BY at DESC, id DESC LIMIT $1)",
                                             {qint64(kKeptErrors)});
            if (!pruned)
                return fail(pruned.error());
            auto counted = sql::nextCommitWithoutAudit(connection);
            return counted ? Result<bool>(true) : Result<bool>(counted.error());
        });
}

Result<QList<support::ErrorNote>> Support::errors()
{
    auto read = m_sources.console.read<QList<support::ErrorNote>>(
        CallContext{}, [](sql::Connection &connection) -> Result<QList<support::ErrorNote>> {
            auto rows = connection.query("SELECT at, code, facts, request_id FROM error_history"
                                         " ORDER BY at DESC, id DESC LIMIT $1",
                                         {qint64(kKeptErrors)});
            if (!rows)
                return fail(rows.error());
            QList<support::ErrorNote> notes;
            for (int i = 0; i < rows->size(); ++i) {
                const sql::Row row = (*rows)[i];
                notes.append({row.integer(0), errorFrom(row.text(1), row.text(2)), row.text(3)});
            }
            return notes;
        });
    read.waitForFinished(); // on the support thread, for the store's
    return read.result();
}

Result<QMap<QString, QString>> Support::versions()
{
    auto read = m_sources.console.read<QString>(CallContext{}, [](sql::Connection &connection) -> Result<QString> {
        auto rows = connection.query("SELECT sqlite_version()");
        return rows ? Result<QString>((*rows)[0].text(0)) : Result<QString>(rows.error());
    });
    read.waitForFinished();
    const auto sqlite = read.result();
    if (!sqlite)
        return fail(sqlite.error());
    return QMap<QString, QString>{{QStringLiteral("sqlite"), *sqlite},
                                  {QStringLiteral("libpq"), postgres::clientVersion()}};
}

support::WorkspaceFacts Support::factsOf(Workspace &workspace, const CallContext &context)
{
    support::WorkspaceFacts facts;
    facts.identity = workspace.identity();
    auto schema = workspace.schema(context);
    schema.waitForFinished(); // on the support thread, for the workspace's
    if (auto plan = schema.result())
        facts.schema = *plan;
    else
        facts.problem = errorId(plan.error().code());
    auto counts = workspace.rowCounts(context);
    counts.waitForFinished();
    if (auto rows = counts.result())
        facts.rows = *rows;
    else
        facts.problem = errorId(rows.error().code());
    return facts;
}

QFuture<Result<BundlePreview>> Support::preview(std::shared_ptr<Workspace> workspace, CallContext context)
{
    // Settings are read here, on the caller's thread, where they live.
    const QJsonObject settings = settingsOf(m_sources.preferences.current());
    return m_worker.run([this, workspace = std::move(workspace), context, settings]() -> Result<BundlePreview> {
        const CancelLink byEnd(m_closing, context.cancel);
        support::BundleSources sources;
        sources.program = m_sources.program;
        sources.runId = runId();
        sources.now = m_sources.recorder.clock().nowMs();
        log::flush();
        sources.logFile = logFile();
        sources.settings = settings;
        sources.secrets = m_sources.secrets();
        auto history = errors();
        if (!history)
            return fail(history.error());
        sources.errors = *history;
        auto known = versions();
        if (!known)
            return fail(known.error());
        sources.versions = *known;
        if (workspace)
            sources.workspace = factsOf(*workspace, context);
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        return support::buildBundle(sources);
    });
}

QFuture<Result<BundleWritten>> Support::write(BundlePreview preview, QString folder, CallContext context)
{
    if (folder.isEmpty())
        folder = m_sources.folder;
    return m_sources.tasks.run(
        m_worker, QStringLiteral("bundle"), preview.fileName, {}, context.cancel,
        [this, preview, folder, context](const ProgressSink &) {
            audit::Act act;
            act.action = action::BundleCreate;
            act.objectKind = QStringLiteral("bundle");
            act.objectName = preview.fileName;
            AuditEvent event = m_sources.recorder.begin(act, context);
            auto written = support::writeBundle(preview, folder);
            if (written) {
                event.objectId = written->sha256;
                event.objectName = QFileInfo(written->path).fileName();
                m_sources.recorder.record(m_sources.console, event, context);
            } else {
                m_sources.recorder.recordFailure(m_sources.console, event, written.error(), context);
            }
            return written;
        });
}

} // namespace plancia::wiring
