// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/maintenance.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>

namespace plancia {

namespace {

constexpr const char *kSalvage =
    QT_TRANSLATE_NOOP("checks", "See all ways back: planciactl store salvage. Do not go on writing to a damaged store.");
constexpr const char *kReindex =
    QT_TRANSLATE_NOOP("checks", "If only indexes are named, a reindex repairs it. Otherwise restore a backup from before.");
constexpr const char *kFindWriter =
    QT_TRANSLATE_NOOP("checks", "Find the program that wrote to the store, and keep it away. Back up now, and compare with a backup from before.");
constexpr const char *kBackUp = QT_TRANSLATE_NOOP("checks", "Back up now.");
constexpr const char *kVacuum = QT_TRANSLATE_NOOP("checks", "A vacuum gives the room back.");
constexpr const char *kOwner = QT_TRANSLATE_NOOP("checks", "Take the rights of others away: chmod 700 the folder, chmod 600 the files.");
constexpr const char *kLocalDisk =
    QT_TRANSLATE_NOOP("checks", "Move the data folder to a disk of this computer. Locks over a network can let two programs write at once.");
constexpr const char *kNoSync =
    QT_TRANSLATE_NOOP("checks", "Move the data folder out of it. Such a program copies the store while it is written, and may put an older one back; "
                                "backups are well kept in such a folder.");
constexpr const char *kNewerSqlite =
    QT_TRANSLATE_NOOP("checks", "Plancia lets one program write at a time, which keeps the fault away. Other programs must not write to the store.");
constexpr const char *kLeaveLog =
    QT_TRANSLATE_NOOP("checks", "Close programs that read from the store for a long time; the log is emptied when nobody needs it.");
constexpr const char *kBundle = QT_TRANSLATE_NOOP("checks", "Create a bundle and pass it on: connections should be closed when they are done with.");

const std::array kFileChecks{
    CheckInfo{"quick-check", Severity::Critical, QT_TRANSLATE_NOOP("checks", "The pages of the store hang together."), false, false, false, kSalvage},
    CheckInfo{"integrity-check", Severity::Critical, QT_TRANSLATE_NOOP("checks", "Every index holds exactly the rows of its table."), false, true, false, kReindex},
    CheckInfo{"foreign-keys", Severity::Error, QT_TRANSLATE_NOOP("checks", "Every reference leads to a row that exists."), false, false, false,
              QT_TRANSLATE_NOOP("checks", "The rules below name the rows, and what repairs them.")},
    CheckInfo{"schema", Severity::Error, QT_TRANSLATE_NOOP("checks", "The schema was made by the steps that this version of Plancia knows."), false, false, false,
              QT_TRANSLATE_NOOP("checks", "Use the version of Plancia that made the store, or migrate it.")},
    CheckInfo{"commit-counter", Severity::Critical, QT_TRANSLATE_NOOP("checks", "The store has not gone back to an earlier commit, and nobody but Plancia has written to it."), false, false, false,
              kFindWriter},
    CheckInfo{"log-beside", Severity::Error, QT_TRANSLATE_NOOP("checks", "What lies beside the store belongs to it, and the log is short."), false, false, false, kLeaveLog},
    CheckInfo{"freelist", Severity::Info, QT_TRANSLATE_NOOP("checks", "Little of the store's file is unused."), false, false, false, kVacuum},
    CheckInfo{"file-permissions", Severity::Warning, QT_TRANSLATE_NOOP("checks", "Only you can read the store's files."), false, false, false, kOwner},
    CheckInfo{"file-system", Severity::Warning, QT_TRANSLATE_NOOP("checks", "The store lies on a disk of this computer."), false, false, false, kLocalDisk},
    CheckInfo{"synced-folder", Severity::Warning, QT_TRANSLATE_NOOP("checks", "No program keeps the store's folder alike on several computers."), false, false, false, kNoSync},
    CheckInfo{"sqlite-version", Severity::Info, QT_TRANSLATE_NOOP("checks", "The SQLite of this computer has no known fault that could harm the store."), false, false, false,
              kNewerSqlite},
    CheckInfo{"backup-age", Severity::Warning, QT_TRANSLATE_NOOP("checks", "There is a recent proved backup."), false, false, false, kBackUp},
    CheckInfo{"connections", Severity::Warning, QT_TRANSLATE_NOOP("checks", "This program has no more than 20 connections open."), false, false, false, kBundle},
};

constexpr std::array kKindWords{"row", "list", "history", "report"};
constexpr std::array kVerdictWords{"PASS", "WARN", "FAIL"};
constexpr std::array kLimits{1.0, 50.0, 10.0, 1000.0};
constexpr qint64 kSmallTable = 1000;

} // namespace

QList<CheckInfo> serverChecks()
{
    QList<CheckInfo> all;
    for (const Invariant &rule : invariants())
        all.append({rule.name, rule.severity, rule.words, true, false, rule.isRepairable(), rule.noRepair});
    return all;
}

QList<CheckInfo> storeChecks()
{
    QList<CheckInfo> all(kFileChecks.begin(), kFileChecks.end());
    return all + serverChecks();
}

QByteArray toJson(const CheckReport &report)
{
    QJsonArray results;
    for (const CheckResult &result : report.results)
        results.append(QJsonObject{{QStringLiteral("name"), result.name},
                                   {QStringLiteral("state"), toString(result.state)},
                                   {QStringLiteral("count"), result.count},
                                   {QStringLiteral("ms"), result.durationMs},
                                   {QStringLiteral("at"), result.at}});
    const QJsonObject object{{QStringLiteral("at"), report.at},
                             {QStringLiteral("commit"), report.commitNo},
                             {QStringLiteral("history"), report.historyId},
                             {QStringLiteral("results"), results}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

CheckReport checkReportFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    CheckReport report;
    report.at = object.value(QStringLiteral("at")).toInteger();
    report.commitNo = object.value(QStringLiteral("commit")).toInteger(-1);
    report.historyId = object.value(QStringLiteral("history")).toString();
    for (const QJsonValue &value : object.value(QStringLiteral("results")).toArray()) {
        const QJsonObject item = value.toObject();
        const auto state = checkStateFromString(item.value(QStringLiteral("state")).toString());
        const QString name = item.value(QStringLiteral("name")).toString();
        if (!state || name.isEmpty())
            return {};
        report.results.append({.name = name,
                               .state = *state,
                               .count = item.value(QStringLiteral("count")).toInteger(),
                               .durationMs = item.value(QStringLiteral("ms")).toInteger(),
                               .at = item.value(QStringLiteral("at")).toInteger()});
    }
    return report;
}

CheckReport merged(const CheckReport &older, const CheckReport &newer)
{
    CheckReport all = newer;
    for (const CheckResult &result : older.results)
        if (std::none_of(newer.results.begin(), newer.results.end(),
                         [&result](const CheckResult &fresh) { return fresh.name == result.name; }))
            all.results.append(result);
    return all;
}

double limitMs(QueryProfile::Kind kind) { return kLimits[static_cast<size_t>(kind)]; }
QString toString(QueryProfile::Kind kind) { return QString::fromLatin1(kKindWords[static_cast<size_t>(kind)]); }
QString toString(QueryProfile::Verdict verdict) { return QString::fromLatin1(kVerdictWords[static_cast<size_t>(verdict)]); }

QStringList planFlags(const QStringList &plan, qint64 rows)
{
    QStringList flags;
    if (rows < kSmallTable)
        return flags;
    for (const QString &line : plan) {
        const QString step = line.trimmed();
        const bool wholeTable = step.startsWith(u"SCAN ") && !step.contains(u"INDEX") && !step.startsWith(u"SCAN CONSTANT");
        if (wholeTable || step.startsWith(u"USE TEMP B-TREE"))
            flags.append(step);
    }
    return flags;
}

QueryProfile::Verdict verdictOf(const QueryProfile &query)
{
    if (query.milliseconds >= query.limitMs)
        return QueryProfile::Verdict::Fail;
    return !query.flags.isEmpty() || query.milliseconds >= query.limitMs / 2 ? QueryProfile::Verdict::Warn
                                                                             : QueryProfile::Verdict::Pass;
}

} // namespace plancia
