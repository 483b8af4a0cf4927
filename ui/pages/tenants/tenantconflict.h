// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"
#include "ui/kit/twoversions.h"

namespace plancia::ui {

/// Two people changed one tenant. It only shows; the panel's acts decide.
class TenantConflict : public TwoVersions {
    Q_OBJECT
public:
    using TwoVersions::TwoVersions;

    /// `base` is what the person started from, `mine` what they typed, `theirs` what the store holds now.
    void showEdit(const Tenant &base, const TenantDraft &mine, const Tenant &theirs, qint64 nowMs);
    /// The same for a change of status.
    void showStatus(const Tenant &base, TenantStatus target, const Tenant &theirs, qint64 nowMs);

private:
    void begin(const Tenant &theirs, qint64 nowMs);
};

} // namespace plancia::ui
