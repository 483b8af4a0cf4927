// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"
#include "models/base/result.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

enum class TenantStatus { Trial, Active, Suspended };
QString toString(TenantStatus status); ///< "trial", "active", "suspended": as stored and as on the command line
std::optional<TenantStatus> tenantStatusFromString(QStringView text);

/// A tenant as read from a store. Times are Unix milliseconds, UTC.
struct Tenant {
    TenantId id;
    QString slug;
    QString name;
    TenantStatus status = TenantStatus::Active;
    QString statusReason; ///< why it has this status; empty when nobody said
    QString notes;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    qint64 rowVersion = 0; ///< counts up with each write; a write names the version it was made from
    bool operator==(const Tenant &) const = default;
};

/// What a person types to make or change a tenant.
struct TenantDraft {
    QString slug; ///< fixed after creation
    QString name;
    TenantStatus status = TenantStatus::Active;
    QString notes;
    bool operator==(const TenantDraft &) const = default;
};

inline constexpr int kMaxTenantName = 200;  ///< UTF-16 units, also a CHECK in both schemas (as characters)
inline constexpr int kMaxTenantSlug = 63;   ///< a DNS label (RFC 1035 §2.3.4)
inline constexpr int kMaxTenantNotes = 10'000;
inline constexpr int kMaxReason = 1'000;

/// A fault in one field of a draft.
struct FieldError {
    QString field; ///< "slug", "name", "notes", "reason"
    Error error;
};
/// Every fault of a draft, in the order of the form. Slug: 1–63 of a–z, 0–9 and -, starting and ending with a letter or
/// digit. Name: not blank, no control characters and none of Unicode's direction overrides (U+202A–E, U+2066–9).
QList<FieldError> validate(const TenantDraft &draft);
std::optional<Error> validateReason(QStringView reason);
/// A slug made from a name, for the form's suggestion; may be empty.
QString suggestSlug(QStringView name);
/// May a tenant go from one status to another? (active and trial to suspended, suspended to active, trial to active)
bool canChangeStatus(TenantStatus from, TenantStatus to);

enum class TenantSort { Name, Slug, Created, Updated };
struct TenantQuery {
    QString text; ///< prefix of a word of name or slug; empty for all
    std::optional<TenantStatus> status;
    TenantSort sort = TenantSort::Name;
    bool descending = false;
    bool operator==(const TenantQuery &) const = default;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Tenant)
