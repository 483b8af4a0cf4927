// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/bulk.h"

#include <array>
#include <utility>

namespace plancia {

namespace {
constexpr std::array kActWords{std::pair{BulkAct::Suspend, "suspend"}, std::pair{BulkAct::Activate, "activate"},
                               std::pair{BulkAct::Tag, "tag"}, std::pair{BulkAct::Untag, "untag"}};

QStringList tagsAfter(const Tenant &tenant, const BulkRequest &request)
{
    QStringList tags = tenant.tags;
    for (const QString &tag : request.tags)
        tags.removeAll(tag);
    if (request.act == BulkAct::Tag)
        tags += request.tags;
    tags.sort();
    return tags;
}

TenantStatus statusAfter(BulkAct act) { return act == BulkAct::Suspend ? TenantStatus::Suspended : TenantStatus::Active; }
} // namespace

QString toString(BulkAct act)
{
    for (const auto &[value, word] : kActWords)
        if (value == act)
            return QString::fromLatin1(word);
    return {};
}

std::optional<BulkAct> bulkActFromString(QStringView text)
{
    for (const auto &[value, word] : kActWords)
        if (text == QLatin1String(word))
            return value;
    return std::nullopt;
}

bool asksReason(BulkAct act) { return act == BulkAct::Suspend || act == BulkAct::Activate; }

std::optional<Error> bulkFault(const Tenant &tenant, const BulkRequest &request)
{
    if (tenant.deletedAt != 0)
        return Error(ErrorCode::ConflictDeleted, {{QStringLiteral("slug"), tenant.slug}, {QStringLiteral("state"), QStringLiteral("deleted")}});
    if (asksReason(request.act)) {
        if (canChangeStatus(tenant.status, statusAfter(request.act)))
            return std::nullopt;
        return Error(ErrorCode::ConflictStatus, {{QStringLiteral("slug"), tenant.slug}, {QStringLiteral("status"), toString(tenant.status)}});
    }
    const QStringList tags = tagsAfter(tenant, request);
    if (tags == tenant.tags)
        return Error(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), tenant.slug},
                                                      {QStringLiteral("message"), request.act == BulkAct::Tag ? QStringLiteral("it has these tags")
                                                                                                             : QStringLiteral("it has none of these tags")}});
    if (tags.size() > kMaxTags)
        return Error(ErrorCode::ValTooLong, {{QStringLiteral("field"), QStringLiteral("tags")},
                                             {QStringLiteral("limit"), QString::number(kMaxTags)},
                                             {QStringLiteral("length"), QString::number(tags.size())}});
    return std::nullopt;
}

Tenant afterBulk(const Tenant &before, const BulkRequest &request, const QString &reason)
{
    Tenant after = before;
    if (asksReason(request.act)) {
        after.status = statusAfter(request.act);
        after.statusReason = reason;
        after.trialEndsAt = 0;
    } else {
        after.tags = tagsAfter(before, request);
    }
    return after;
}

std::optional<Error> validate(const BulkRequest &request)
{
    if (!request.match && request.ids.isEmpty() && request.slugs.isEmpty())
        return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("tenants")}});
    if (asksReason(request.act))
        return std::nullopt;
    if (request.tags.isEmpty())
        return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("tags")}});
    TenantDraft tagged; // the rules of tags are those of the form
    tagged.slug = tagged.name = QStringLiteral("x");
    tagged.tags = request.tags;
    for (const FieldError &fault : validate(tagged))
        return fault.error;
    return std::nullopt;
}

} // namespace plancia
