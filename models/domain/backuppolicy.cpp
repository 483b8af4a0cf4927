// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/backuppolicy.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace plancia {

namespace {
constexpr std::array kEvery{"off", "hour", "day", "week", "month"};

Error refused(const char *key)
{
    return Error(ErrorCode::ConfigInvalid, {{QStringLiteral("key"), QLatin1String(key)}});
}

/// A whole number of the member within its range; what is missing stays as it is.
template <class T>
bool read(const QJsonObject &object, const char *key, T &target, qint64 min, qint64 max)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (value.isUndefined())
        return true;
    const qint64 number = value.toInteger(min - 1);
    if (number < min || number > max)
        return false;
    target = static_cast<T>(number);
    return true;
}
} // namespace

QByteArray toJson(const BackupPolicy &policy)
{
    const BackupSchedule &s = policy.schedule;
    const QJsonObject object{
        {QStringLiteral("archive"), policy.archive},
        {QStringLiteral("archive_max_bytes"), policy.archiveMaxBytes},
        {QStringLiteral("every"), QLatin1String(kEvery.at(static_cast<size_t>(s.every)))},
        {QStringLiteral("minute"), s.minute},
        {QStringLiteral("hour"), s.hour},
        {QStringLiteral("weekday"), s.weekday},
        {QStringLiteral("monthday"), s.monthday},
        {QStringLiteral("daily"), policy.retention.daily},
        {QStringLiteral("weekly"), policy.retention.weekly},
        {QStringLiteral("monthly"), policy.retention.monthly},
        {QStringLiteral("max_age_hours"), policy.maxAgeHours},
        {QStringLiteral("second_place"), policy.secondPlace},
        {QStringLiteral("encrypt"), policy.encrypt},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<BackupPolicy> backupPolicyFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return fail(refused("backup_policy"));
    const QJsonObject object = document.object();
    BackupPolicy policy;
    struct Number {
        const char *key;
        int &target;
        int min, max;
    };
    for (const Number &n : {Number{"minute", policy.schedule.minute, 0, 59}, Number{"hour", policy.schedule.hour, 0, 23},
                            Number{"weekday", policy.schedule.weekday, 1, 7}, Number{"monthday", policy.schedule.monthday, 1, 31},
                            Number{"daily", policy.retention.daily, 0, 1000}, Number{"weekly", policy.retention.weekly, 0, 1000},
                            Number{"monthly", policy.retention.monthly, 0, 1000}, Number{"max_age_hours", policy.maxAgeHours, 0, 100'000}})
        if (!read(object, n.key, n.target, n.min, n.max))
            return fail(refused(n.key));
    if (!read(object, "archive_max_bytes", policy.archiveMaxBytes, 0, 1LL << 50))
        return fail(refused("archive_max_bytes"));
    const QString every = object.value(QLatin1String("every")).toString(QLatin1String(kEvery.front()));
    for (size_t i = 0;; ++i) {
        if (i == kEvery.size())
            return fail(refused("every"));
        if (every == QLatin1String(kEvery[i])) {
            policy.schedule.every = static_cast<BackupSchedule::Every>(i);
            break;
        }
    }
    policy.archive = object.value(QLatin1String("archive")).toBool(policy.archive);
    if (const QJsonValue encrypt = object.value(QLatin1String("encrypt")); encrypt.isUndefined() || encrypt.isBool())
        policy.encrypt = encrypt.toBool();
    else
        return fail(refused("encrypt")); // never read as no
    policy.secondPlace = object.value(QLatin1String("second_place")).toString();
    return policy;
}

} // namespace plancia
