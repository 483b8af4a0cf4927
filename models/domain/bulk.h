// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"

#include <QMap>
#include <QUuid>

/// One act on many tenants at once: what is asked, what it would do, and what it did.
namespace plancia {

enum class BulkAct { Suspend, Activate, Tag, Untag };
QString toString(BulkAct act); ///< "suspend", "activate", "tag", "untag"
std::optional<BulkAct> bulkActFromString(QStringView text);
/// Suspending and activating ask for a reason, as they do for one tenant.
bool asksReason(BulkAct act);

inline constexpr qint64 kMaxBulk = 1'000'000; ///< tenants of one act: a plan holds 24 bytes of each
inline constexpr int kBulkShown = 100;        ///< of a plan's or report's refused tenants; the rest is counted

/// Which tenants: those chosen by hand, by id or by slug, or all that match.
struct BulkRequest {
    BulkAct act = BulkAct::Suspend;
    QStringList tags; ///< of Tag and Untag, as tagsFrom() gives them
    QList<TenantId> ids;
    QStringList slugs;
    std::optional<TenantQuery> match; ///< its order does not matter
};

/// A tenant that is left as it is, and why.
struct BulkRefusal {
    QString slug;
    QString name;
    Error error;
};

/// What an act would do, as the store was when it was looked at: preview and order in one. A copy is cheap.
struct BulkPlan {
    struct Item {
        TenantId id;
        qint64 rowVersion = 0; ///< one that has another by then is skipped
    };
    QUuid id; ///< of the act, also in the details of its audit rows; UUID version 7: it tells when the plan was made
    BulkRequest request;
    QList<Item> items;    ///< that would change, by id
    QList<Tenant> sample; ///< the first few of them
    qint64 refusedCount = 0;
    QList<BulkRefusal> refused; ///< the first kBulkShown
    QMap<QString, qint64> refusedBy; ///< how many, by public error code
    qint64 matched() const { return items.size() + refusedCount; }
};

/// What an act did. It may have stopped on its way: what was changed by then stays, and can be undone.
struct BulkReport {
    QUuid id;
    QString act;   ///< as toString(BulkAct), or "undo"
    QUuid undoes;  ///< the act that was undone; null for others
    qint64 total = 0;
    qint64 changed = 0;
    qint64 skippedCount = 0; ///< changed by others since: left alone
    QList<BulkRefusal> skipped; ///< the first kBulkShown
    QString kept; ///< what was kept beforehand: name of a moment, or path of a backup; empty where nothing is
    qint64 startedAt = 0, finishedAt = 0; ///< Unix ms UTC
    std::optional<Error> stoppedBy;       ///< cancelled, or failed
};

/// Why an act is not done to a tenant; nothing when it is. CONFLICT_004, CONFLICT_005, BUSINESS_001, VAL_002.
std::optional<Error> bulkFault(const Tenant &tenant, const BulkRequest &request);
/// The tenant as the act leaves it; of one without a fault. Version and time of change are the store's.
Tenant afterBulk(const Tenant &before, const BulkRequest &request, const QString &reason);
/// What is wrong with the request itself. VAL_001, VAL_002, VAL_014.
std::optional<Error> validate(const BulkRequest &request);

} // namespace plancia
