// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/auditedwrite.h"
#include "models/ports/usersport.h"

namespace plancia::controlplane {

/// The people of one store's tenants: rules, the write, and its row of the trail in one transaction. A refused act leaves a
/// row too. Codes and passwords are in no row, no log and no error. Thread-safe; the gateway and recorder outlive it.
class Users : public UsersPort {
public:
    using Policy = std::function<PasswordPolicy()>; ///< asked when a password is set, on the caller's thread
    Users(sql::Gateway &gateway, const audit::Recorder &recorder, Policy policy)
        : m_gateway(gateway), m_recorder(recorder), m_policy(std::move(policy)) {}

    QFuture<Result<Page<User>>> page(UserQuery query, Anchor anchor, int limit, CallContext context) override;
    QFuture<Result<User>> byId(UserRef user, CallContext context) override;
    QFuture<Result<User>> byEmail(TenantId tenant, QString email, CallContext context) override;
    QFuture<Result<UserAccess>> access(UserRef user, CallContext context) override;
    QFuture<Result<UserCode>> invite(TenantId tenant, UserDraft draft, CallContext context) override;
    QFuture<Result<User>> update(UserRef user, qint64 rowVersion, UserDraft draft, CallContext context) override;
    QFuture<Result<User>> setStatus(UserRef user, qint64 rowVersion, UserStatus status, QString reason, CallContext context) override;
    QFuture<Result<UserCode>> reset(UserRef user, qint64 rowVersion, CallContext context) override;
    QFuture<Result<User>> markEmailVerified(UserRef user, qint64 rowVersion, CallContext context) override;
    QFuture<Result<qint64>> endSessions(UserRef user, SessionId session, QString reason, CallContext context) override;
    QFuture<Result<User>> setPassword(UserRef user, qint64 rowVersion, QString password, CallContext context) override;
    PasswordPolicy passwordPolicy() const override { return m_policy ? m_policy() : PasswordPolicy(); }
    QFuture<Result<UserExport>> exportAll(UserRef user, QString file, CallContext context) override;
    QFuture<Result<UserExport>> erase(UserRef user, qint64 rowVersion, QString file, QString reason, CallContext context) override;

private:
    AuditEvent begin(const QString &action, const UserRef &user, const QString &reason, const CallContext &context) const;

    sql::Gateway &m_gateway;
    const audit::Recorder &m_recorder;
    const Policy m_policy;
};

} // namespace plancia::controlplane
