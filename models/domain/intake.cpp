// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/intake.h"

#include <algorithm>

namespace plancia {

QList<FieldError> validate(const IntakeDraft &draft)
{
    QList<FieldError> faults;
    const auto take = [&faults](const char *step, const QList<FieldError> &found) {
        for (const FieldError &fault : found)
            faults.append({QLatin1String(step) + fault.field, fault.error});
    };
    take("tenant.", validate(draft.tenant));
    for (qsizetype i = 0; i < draft.limits.size(); ++i) {
        const LimitDraft &limit = draft.limits[i];
        take("limit.", validate(limit.key, limit.amount));
        const bool isTwice = std::any_of(draft.limits.begin(), draft.limits.begin() + i, [&](const LimitDraft &one) { return one.key == limit.key; });
        if (isTwice)
            faults.append({QStringLiteral("limit.kind"), Error(ErrorCode::ValChoice, {{QStringLiteral("field"), QStringLiteral("limit")},
                                                                                      {QStringLiteral("value"), toString(limit.key)}})});
    }
    if (draft.person)
        take("person.", validate(*draft.person));
    if (draft.key)
        take("key.", validate(*draft.key));
    return faults;
}

} // namespace plancia
