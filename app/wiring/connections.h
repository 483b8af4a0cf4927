// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/secrets/keyring.h"
#include "app/secrets/sessionsecrets.h"
#include "app/wiring/workspaces.h"

#include <QObject>

namespace plancia::wiring {

/// The PostgreSQL connections of this installation: profiles in console.db, passwords in the key ring or for this run.
/// Port calls run on a thread of its own, one at a time, but tests of a server, which may take long.
class Connections : public QObject, public ConnectionsPort {
    Q_OBJECT
public:
    Connections(sql::Gateway &console, const audit::Recorder &recorder, secrets::KeyRing &keyRing,
                secrets::SessionSecrets &session);
    ~Connections() override;

    QFuture<Result<QList<ConnectionProfile>>> list(CallContext context) override;
    QFuture<Result<ConnectionProfile>> save(ConnectionProfile profile, std::optional<QString> password,
                                            CallContext context) override;
    QFuture<Result<bool>> remove(ConnectionId id, CallContext context) override;
    QFuture<Result<ConnectionReport>> test(ConnectionProfile profile, std::optional<QString> password,
                                           CallContext context) override;
    QFuture<Result<SchemaPlan>> schemaPlan(ConnectionId id, CallContext context) override;
    QFuture<Result<SchemaPlan>> installSchema(ConnectionId id, CallContext context) override;
    QFuture<Result<bool>> keyring(CallContext context) override;

    /// For Workspaces and the samplers; these block and belong on an engine's thread.
    Result<QList<ConnectionProfile>> profiles();
    Result<Workspaces::Remote> remote(ConnectionId id);
    std::optional<QString> password(const ConnectionProfile &profile);

signals:
    /// After a profile was saved or removed; from the connections' thread.
    void changed();

private:
    template <class T>
    Result<T> waitFor(QFuture<Result<T>> future);
    Result<ConnectionProfile> saveNow(ConnectionProfile profile, const std::optional<QString> &password,
                                      const CallContext &context);
    /// Where the password went.
    PasswordSource keep(ConnectionId id, const QString &password);
    void forget(ConnectionId id);
    Result<SchemaPlan> withServer(ConnectionId id, const CallContext &context, bool install);
    Result<bool> write(const AuditEvent &event, const CallContext &context,
                       std::function<Result<bool>(sql::Connection &)> change);
    AuditEvent begin(const QString &action, const ConnectionProfile &profile, const CallContext &context);

    sql::Gateway &m_console;
    const audit::Recorder &m_recorder;
    secrets::KeyRing &m_keyRing;
    secrets::SessionSecrets &m_session;
    const CancelToken m_closing; ///< ends what a server keeps waiting
    tasks::Worker m_worker{QStringLiteral("connections")};
    tasks::Worker m_tester{QStringLiteral("connection tests")};
};

} // namespace plancia::wiring
