// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/targetlook.h"
#include "models/ports/ports.h"

#include <memory>

namespace plancia {
class BackupKeysPort;
}

namespace plancia::wiring {

struct RuntimeOptions {
    QString program = QStringLiteral("plancia"); ///< names the log file
    bool readOnly = false;   ///< opens every workspace without writing
    bool stream = false;     ///< start the built-in agent and the stream client (console, `planciactl monitor`)
    bool longRunning = false; ///< keeps commits in the archive as they come, makes its bases, and looks whether a second place is back (console)
    bool schedules = false;   ///< makes the backups that fall due, once a minute (console, agent); not with readOnly
    bool leavesNoTrace = false; ///< what is set, tried and noted of errors is not kept (a tour)
    QString agentUrl;        ///< follows this agent instead of that of the settings …
    QByteArray agentToken;   ///< … with this token …
    QString agentCaFile;     ///< … and, with wss, by this authority alone
    QString logLevel;        ///< overrides the preferences when not empty
    QString logFolder;       ///< instead of Places::logs when not empty
};

/// Where this installation keeps its files: under $PLANCIA_HOME when set (config, data, backups, logs below it), else by
/// XDG. Folders are made 0700.
struct Places {
    QString config, data, backups, logs;
    QString controlStore() const { return data + QStringLiteral("/control.db"); }
    QString consoleStore() const { return data + QStringLiteral("/console.db"); }
    QString telemetryStore() const { return data + QStringLiteral("/telemetry.db"); }
    QString examplesStore() const { return data + QStringLiteral("/examples.db"); }
    QString archive(const QUuid &storeId) const { return data + QStringLiteral("/archive/") + storeId.toString(QUuid::WithoutBraces); }
    QString reserve() const { return data + QStringLiteral("/reserve"); } ///< given up when the disk is full
    QString scratch() const { return data + QStringLiteral("/scratch"); } ///< unpacked and tried copies, for a while
    static Result<Places> fromEnvironment();
};

/// Who runs the program, by the user database and not by $USER, which anybody may set: "anna@desk".
QString thisUser();

/// Builds the object graph, owns the engines' threads and stops them in reverse order. Lives on the main thread, whose
/// event loop (or cli's await) delivers signals. Links no widgets.
class Runtime {
public:
    /// CONFIG_002, IO_*, MIG_*: for console.db; workspaces are opened later, by their port.
    static Result<std::unique_ptr<Runtime>> create(const RuntimeOptions &options);
    ~Runtime();

    const Ports &ports() const;
    const Places &places() const;
    QString runId() const;
    /// BKP_014 when a workspace that has a schedule has no proved backup that is new enough; with RuntimeOptions::schedules.
    /// Never blocks. Any thread.
    std::optional<Error> backupAlarm() const;
    /// The same with the age, for health targets; with RuntimeOptions::schedules. Never blocks. Any thread.
    monitoring::BackupStanding backupStanding() const;
    BackupKeysPort &backupKeys();
    /// Opens backups with this key for this run, and makes new ones with it when it is their key already; writes it nowhere. Its id. VAL_021.
    Result<QString> useBackupKey(const QString &phrase);
    /// A PostgreSQL workspace by URL without saving it. VAL_006 for a password inside the URL.
    QFuture<Result<std::shared_ptr<Workspace>>> openUrl(QString url, std::optional<QString> password, CallContext context);

private:
    Runtime();
    void startStreaming(const RuntimeOptions &options);
    void makeTargets();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace plancia::wiring
