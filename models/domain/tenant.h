// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"
#include "models/base/result.h"

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

namespace plancia {

enum class TenantStatus {
    Trial,
    Active,
    Suspended, ///< may come back at any time
    Archived,  ///< is no customer any more, and kept for the record
};
QString toString(TenantStatus status); ///< "trial", "active", "suspended", "archived": as stored and as on the command line
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
    qint64 trialEndsAt = 0; ///< of a trial; 0: no end is set
    QStringList tags;       ///< as tagsFrom() gives them
    qint64 deletedAt = 0;   ///< 0: it is there; else it can be taken back for kTenantUndoMs
    bool operator==(const Tenant &) const = default;
};

/// What a person types to make or change a tenant.
struct TenantDraft {
    QString slug; ///< changed by TenantsPort::rename() alone, which leaves a redirect
    QString name;
    TenantStatus status = TenantStatus::Active;
    QString notes;
    QStringList tags = {};
    qint64 trialEndsAt = 0; ///< with TenantStatus::Trial only
    bool operator==(const TenantDraft &) const = default;
};

inline constexpr int kMaxTenantName = 200;  ///< UTF-16 units, also a CHECK in both schemas (as characters)
inline constexpr int kMaxTenantSlug = 63;   ///< a DNS label (RFC 1035 §2.3.4)
inline constexpr int kMaxTenantNotes = 10'000;
inline constexpr int kMaxReason = 1'000;
inline constexpr int kMaxTags = 20;
inline constexpr int kMaxTag = 32;
inline constexpr qint64 kTenantUndoMs = 30LL * 24 * 3'600'000;

/// What a person typed as tags ("VIP, eu west"): lower case, sorted, each once. What is no tag stays, for validate().
QStringList tagsFrom(QStringView text);
/// The words by which a tenant is found: those of its name and slug, and "#tag".
QStringList tenantWords(const QString &name, const QString &slug, const QStringList &tags);
/// The same of what is typed into a filter.
QStringList tenantSearch(const QString &text);

/// A fault in one field of a draft.
struct FieldError {
    QString field; ///< "slug", "name", "notes", "tags", "trial_ends", "reason"
    Error error;
};
/// Every fault of a draft, in the order of the form. Slug: 1–63 of a–z, 0–9 and -, starting and ending with a letter or
/// digit. Tags: at most 20 of 1–32 such letters. Name: not blank, no control characters and none of Unicode's direction overrides (U+202A–E, U+2066–9).
QList<FieldError> validate(const TenantDraft &draft);
std::optional<Error> validateReason(QStringView reason);
/// A slug made from a name, for the form's suggestion; may be empty.
QString suggestSlug(QStringView name);
/// May a tenant go from one status to another? (All but trial to active, trial and active to suspended, all to archived.)
bool canChangeStatus(TenantStatus from, TenantStatus to);

enum class TenantSort { Name, Slug, Created, Updated };
struct TenantQuery {
    QString text; ///< prefixes of words of name or slug, and of tags as "#tag"; empty for all
    std::optional<TenantStatus> status;
    TenantSort sort = TenantSort::Name;
    bool descending = false;
    bool deleted = false; ///< those that are deleted and can be taken back, instead of those that are there
    bool operator==(const TenantQuery &) const = default;
};

/// What deleting a tenant for good takes along, and what stays.
struct TenantFootprint {
    QMap<QString, qint64> taken; ///< rows by table
    qint64 auditRows = 0;        ///< of the trail, which stay
    bool operator==(const TenantFootprint &) const = default;
};

/// A tenant that was deleted for good.
struct TenantPurge {
    Tenant tenant;
    TenantFootprint footprint;
    QString file;   ///< JSON of all that was taken
    QString sha256; ///< of the file
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Tenant)
