// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "models/domain/limits.h"
#include "models/domain/user.h"

namespace plancia {

/// A limit that a tenant begins with.
struct LimitDraft {
    LimitKey key;
    qint64 amount = 0;
    bool operator==(const LimitDraft &) const = default;
};

/// All that a tenant begins with: taken in as a whole, or not at all.
struct IntakeDraft {
    TenantDraft tenant;
    QList<LimitDraft> limits = {};              ///< those that are not the default
    std::optional<UserDraft> person = {};       ///< the first one
    std::optional<ApiKeyDraft> key = {};        ///< the first one
};
/// Every fault, in the order of the steps; fields are named "tenant.slug", "limit.amount", "person.email", "key.name".
QList<FieldError> validate(const IntakeDraft &draft);

/// What was set up. Code and secret are known in this answer alone.
struct IntakeDone {
    Tenant tenant;
    QList<TenantLimit> limits; ///< the tenant's own
    std::optional<UserCode> person;
    std::optional<IssuedApiKey> key;
};

} // namespace plancia
