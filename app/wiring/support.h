// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/support/bundle.h"
#include "app/tasks/taskqueue.h"
#include "models/ports/ports.h"

namespace plancia::wiring {

/// Debug bundles and the history of errors: gathers from the program's stores what app/support packs.
class Support : public SupportPort {
public:
    struct Sources {
        QString program;
        QString folder; ///< where bundles go unless told otherwise
        sql::Gateway &console;
        PreferencesPort &preferences;
        const audit::Recorder &recorder;
        tasks::TaskQueue &tasks;
        std::function<QStringList()> secrets; ///< passwords of this run; thread-safe
    };
    explicit Support(Sources sources) : m_sources(std::move(sources)) {}
    ~Support() override
    {
        m_closing.cancel();
        m_worker.stop();
    }

    QFuture<Result<BundlePreview>> preview(std::shared_ptr<Workspace> workspace, CallContext context) override;
    QFuture<Result<BundleWritten>> write(BundlePreview preview, QString folder, CallContext context) override;
    void noteError(const Error &error, const QString &requestId) override;
    QString runId() const override { return m_sources.recorder.runId(); }
    QString logFile() const override;

private:
    Result<QList<support::ErrorNote>> errors();
    Result<QMap<QString, QString>> versions();
    support::WorkspaceFacts factsOf(Workspace &workspace, const CallContext &context);

    const Sources m_sources;
    const CancelToken m_closing; ///< ends what a workspace is asked
    tasks::Worker m_worker{QStringLiteral("support")};
};

} // namespace plancia::wiring
