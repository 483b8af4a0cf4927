// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/passwordpolicy.h"
#include "models/domain/user.h"
#include "models/ports/ports.h"

namespace plancia {

/// People of the tenants. NOT_FOUND_009 for who is not there, whether unknown, erased, or of another tenant; CONFLICT_001 when
/// the version that was read is another now, and then nothing is written. Every write may fail with CONFLICT_009: the last
/// active owner of a tenant is neither disabled nor given another role nor erased. Rules of the calls: models/ports/ports.h.
class UsersPort {
public:
    virtual ~UsersPort() = default;
    /// VAL_008 for a foreign cursor. `limit` is cut to kMaxPageRows.
    virtual QFuture<Result<Page<User>>> page(UserQuery query, Anchor anchor, int limit, CallContext context) = 0;
    virtual QFuture<Result<User>> byId(UserRef user, CallContext context) = 0;
    virtual QFuture<Result<User>> byEmail(TenantId tenant, QString email, CallContext context) = 0;
    virtual QFuture<Result<UserAccess>> access(UserRef user, CallContext context) = 0;

    /// A new person, with the code by which they come in. VAL_*, CONFLICT_006, NOT_FOUND_001, CONFLICT_005 (deleted tenant),
    /// BUSINESS_003 where all seats are taken.
    virtual QFuture<Result<UserCode>> invite(TenantId tenant, UserDraft draft, CallContext context) = 0;
    /// Address, name and role. Another address is not verified any more. VAL_*, CONFLICT_006.
    virtual QFuture<Result<User>> update(UserRef user, qint64 rowVersion, UserDraft draft, CallContext context) = 0;
    /// Disabled (which ends every session) or back: UserStatus::Active then means invited for who never set a password.
    /// VAL_009, CONFLICT_008, BUSINESS_003 for the way back.
    virtual QFuture<Result<User>> setStatus(UserRef user, qint64 rowVersion, UserStatus status, QString reason, CallContext context) = 0;
    /// A new code (for an invited person, of the invitation), and the end of every session. CONFLICT_008 when disabled.
    virtual QFuture<Result<UserCode>> reset(UserRef user, qint64 rowVersion, CallContext context) = 0;
    virtual QFuture<Result<User>> markEmailVerified(UserRef user, qint64 rowVersion, CallContext context) = 0;
    /// Ends one session, or all that are open with a null id; how many. NOT_FOUND_011, VAL_009.
    virtual QFuture<Result<qint64>> endSessions(UserRef user, SessionId session, QString reason, CallContext context) = 0;
    /// Argon2id. Codes are used up by it, sessions end, an invited person becomes active. VAL_018, CONFLICT_008.
    virtual QFuture<Result<User>> setPassword(UserRef user, qint64 rowVersion, QString password, CallContext context) = 0;
    virtual PasswordPolicy passwordPolicy() const = 0;

    /// Everything about a person into a new file (JSON, mode 0600); secrets are left out. IO_001…004, IO_009.
    virtual QFuture<Result<UserExport>> exportAll(UserRef user, QString file, CallContext context) = 0;
    /// The same, then every row is deleted, in one transaction with a row of the trail that holds the file's SHA-256 and the
    /// rows of each table. IO_*: nothing is deleted then. VAL_009.
    virtual QFuture<Result<UserExport>> erase(UserRef user, qint64 rowVersion, QString file, QString reason, CallContext context) = 0;
};

} // namespace plancia
