// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "models/ports/ports.h"
#include "models/ports/usersport.h"

#include <atomic>
#include <functional>

namespace plancia::tests {

/// How a decorated port misbehaves. Set from the test's thread at any time.
struct Fault {
    enum class Kind { None, Fails, Hangs };
    std::atomic<Kind> kind{Kind::None};
    std::atomic<ErrorCode> code{ErrorCode::DbConnectionLost};
};

/// Common to the decorators: passes a call on, fails it on a thread of its own, or keeps it until release() or a cancel.
class FaultyBase {
public:
    Fault &fault() { return m_fault; }
    /// Ends the thread that answers; calls that fail after this finish with INTERNAL_002.
    void release() { m_worker.stop(); }

protected:
    template <class T>
    QFuture<Result<T>> through(const CallContext &context, std::function<QFuture<Result<T>>()> real)
    {
        switch (m_fault.kind.load()) {
        case Fault::Kind::None: return real();
        case Fault::Kind::Fails:
            return tasks::answer<T>(m_worker, fail(m_fault.code.load(), {{QStringLiteral("message"),
                                                                          QStringLiteral("provoked")}}));
        case Fault::Kind::Hangs: break;
        }
        auto pending = std::make_shared<tasks::Pending<Result<T>>>();
        auto future = pending->promise.future();
        context.cancel.addHandler([pending] {
            if (!pending->done)
                pending->finish(Result<T>(Error(ErrorCode::InternalCancelled)));
        });
        return future;
    }

private:
    Fault m_fault;
    tasks::Worker m_worker{QStringLiteral("faulty")};
};

class FaultyTenants : public TenantsPort, public FaultyBase {
public:
    explicit FaultyTenants(TenantsPort &real) : m_real(real) {}
    QFuture<Result<Page<Tenant>>> page(TenantQuery query, Anchor anchor, int limit, CallContext context) override
    {
        return through<Page<Tenant>>(context, [&] { return m_real.page(query, anchor, limit, context); });
    }
    QFuture<Result<Tenant>> bySlug(QString slug, CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.bySlug(slug, context); });
    }
    QFuture<Result<Tenant>> create(TenantDraft draft, CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.create(draft, context); });
    }
    QFuture<Result<Tenant>> update(TenantId id, qint64 rowVersion, TenantDraft draft, CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.update(id, rowVersion, draft, context); });
    }
    QFuture<Result<Tenant>> setStatus(TenantId id, qint64 rowVersion, TenantStatus status, QString reason,
                                      CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.setStatus(id, rowVersion, status, reason, context); });
    }
    QFuture<Result<Tenant>> rename(TenantId id, qint64 rowVersion, QString slug, CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.rename(id, rowVersion, slug, context); });
    }
    QFuture<Result<Tenant>> remove(TenantId id, qint64 rowVersion, QString reason, CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.remove(id, rowVersion, reason, context); });
    }
    QFuture<Result<Tenant>> takeBack(TenantId id, qint64 rowVersion, CallContext context) override
    {
        return through<Tenant>(context, [&] { return m_real.takeBack(id, rowVersion, context); });
    }
    QFuture<Result<TenantFootprint>> footprint(TenantId id, CallContext context) override
    {
        return through<TenantFootprint>(context, [&] { return m_real.footprint(id, context); });
    }
    QFuture<Result<TenantPurge>> purge(TenantId id, qint64 rowVersion, QString file, QString reason, CallContext context) override
    {
        return through<TenantPurge>(context, [&] { return m_real.purge(id, rowVersion, file, reason, context); });
    }

private:
    TenantsPort &m_real;
};

class FaultyAudit : public AuditPort, public FaultyBase {
public:
    explicit FaultyAudit(AuditPort &real) : m_real(real) {}
    QFuture<Result<Page<AuditEvent>>> page(AuditQuery query, Anchor anchor, int limit, CallContext context) override
    {
        return through<Page<AuditEvent>>(context, [&] { return m_real.page(query, anchor, limit, context); });
    }

private:
    AuditPort &m_real;
};

class FaultyUsers : public UsersPort, public FaultyBase {
public:
    explicit FaultyUsers(UsersPort &real) : m_real(real) {}
    QFuture<Result<Page<User>>> page(UserQuery query, Anchor anchor, int limit, CallContext context) override
    {
        return through<Page<User>>(context, [&] { return m_real.page(query, anchor, limit, context); });
    }
    QFuture<Result<User>> byId(UserRef user, CallContext context) override
    {
        return through<User>(context, [&] { return m_real.byId(user, context); });
    }
    QFuture<Result<User>> byEmail(TenantId tenant, QString email, CallContext context) override
    {
        return through<User>(context, [&] { return m_real.byEmail(tenant, email, context); });
    }
    QFuture<Result<UserAccess>> access(UserRef user, CallContext context) override
    {
        return through<UserAccess>(context, [&] { return m_real.access(user, context); });
    }
    QFuture<Result<UserCode>> invite(TenantId tenant, UserDraft draft, CallContext context) override
    {
        return through<UserCode>(context, [&] { return m_real.invite(tenant, draft, context); });
    }
    QFuture<Result<User>> update(UserRef user, qint64 rowVersion, UserDraft draft, CallContext context) override
    {
        return through<User>(context, [&] { return m_real.update(user, rowVersion, draft, context); });
    }
    QFuture<Result<User>> setStatus(UserRef user, qint64 rowVersion, UserStatus status, QString reason, CallContext context) override
    {
        return through<User>(context, [&] { return m_real.setStatus(user, rowVersion, status, reason, context); });
    }
    QFuture<Result<UserCode>> reset(UserRef user, qint64 rowVersion, CallContext context) override
    {
        return through<UserCode>(context, [&] { return m_real.reset(user, rowVersion, context); });
    }
    QFuture<Result<User>> markEmailVerified(UserRef user, qint64 rowVersion, CallContext context) override
    {
        return through<User>(context, [&] { return m_real.markEmailVerified(user, rowVersion, context); });
    }
    QFuture<Result<qint64>> endSessions(UserRef user, SessionId session, QString reason, CallContext context) override
    {
        return through<qint64>(context, [&] { return m_real.endSessions(user, session, reason, context); });
    }
    QFuture<Result<User>> setPassword(UserRef user, qint64 rowVersion, QString password, CallContext context) override
    {
        return through<User>(context, [&] { return m_real.setPassword(user, rowVersion, password, context); });
    }
    PasswordPolicy passwordPolicy() const override { return m_real.passwordPolicy(); }
    QFuture<Result<UserExport>> exportAll(UserRef user, QString file, CallContext context) override
    {
        return through<UserExport>(context, [&] { return m_real.exportAll(user, file, context); });
    }
    QFuture<Result<UserExport>> erase(UserRef user, qint64 rowVersion, QString file, QString reason, CallContext context) override
    {
        return through<UserExport>(context, [&] { return m_real.erase(user, rowVersion, file, reason, context); });
    }

private:
    UsersPort &m_real;
};

/// A workspace whose tenants, people and audit can be made to misbehave; everything else is the real one's.
class FaultyWorkspace : public Workspace {
public:
    explicit FaultyWorkspace(std::shared_ptr<Workspace> real)
        : m_real(std::move(real)), tenantsFault(*m_real->tenants()), usersFault(*m_real->users()), auditFault(*m_real->audit()) {}
    WorkspaceIdentity identity() const override { return m_real->identity(); }
    Capabilities capabilities() const override { return m_real->capabilities(); }
    TenantsPort *tenants() override { return &tenantsFault; }
    UsersPort *users() override { return &usersFault; }
    BatchPort *batch() override { return m_real->batch(); }
    AuditPort *audit() override { return &auditFault; }
    BackupsPort *backups() override { return m_real->backups(); }
    QFuture<Result<SchemaPlan>> schema(CallContext context) override { return m_real->schema(context); }
    using Workspace::migrate;
    QFuture<Result<SchemaPlan>> migrate(BeforeMigrating before, CallContext context) override { return m_real->migrate(before, context); }
    QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext context) override { return m_real->rowCounts(context); }
    QFuture<Result<qint64>> commitNo(CallContext context) override { return m_real->commitNo(context); }
    QFuture<Result<double>> ping(CallContext context) override { return m_real->ping(context); }

private:
    std::shared_ptr<Workspace> m_real;

public:
    FaultyTenants tenantsFault;
    FaultyUsers usersFault;
    FaultyAudit auditFault;
};

} // namespace plancia::tests
