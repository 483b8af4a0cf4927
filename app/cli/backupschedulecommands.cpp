// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/scheduledrun.h"
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/wiring/schedules.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

namespace plancia::cli {

namespace {
constexpr int kMostKept = 1000;
constexpr int kLongestLimit = 100'000;
const QStringList kEvery{"off", "hour", "day", "week", "month"};

QJsonObject jsonOf(const BackupPolicy &policy) { return QJsonDocument::fromJson(toJson(policy)).object(); }

QJsonObject jsonOf(const BackupHealth &health)
{
    return {{"policy", jsonOf(health.policy)},
            {"last_at", timeOrNull(health.lastAt)},
            {"next_due_at", timeOrNull(health.nextDueAt.value_or(0))},
            {"due", health.isDue},
            {"alarm", toString(health.alarm.state)},
            {"proved_at", timeOrNull(health.alarm.provedAt)},
            {"max_age_hours", health.alarm.maxAgeHours},
            {"clock", toString(health.clock.verdict)}};
}

void print(Output &output, const BackupPolicy &policy)
{
    if (output.isJson()) {
        output.json(jsonOf(policy));
        return;
    }
    output.pairs({{"schedule", wordsFor(policy.schedule)},
                  {"keep daily", QString::number(policy.retention.daily)},
                  {"keep weekly", QString::number(policy.retention.weekly)},
                  {"keep monthly", QString::number(policy.retention.monthly)},
                  {"alarm after", policy.maxAgeHours == 0 ? QStringLiteral("-") : QStringLiteral("%1 h").arg(policy.maxAgeHours)},
                  {"archive", policy.archive ? "on" : "off"},
                  {"archive at most", QStringLiteral("%1 MiB").arg(policy.archiveMaxBytes >> 20)},
                  {"second place", policy.secondPlace},
                  {"encrypt", policy.encrypt ? "on" : "off"}});
}

QString wordsFor(BackupAlarm::State state)
{
    switch (state) {
    case BackupAlarm::State::Off: return QCoreApplication::translate("cli", "off: no limit is set");
    case BackupAlarm::State::Good: return QCoreApplication::translate("cli", "good");
    case BackupAlarm::State::NoneYet: return QCoreApplication::translate("cli", "none yet: no backup is proved, and the store is too young for an alarm");
    case BackupAlarm::State::Late: return QCoreApplication::translate("cli", "late: the newest proved backup is older than the limit");
    case BackupAlarm::State::Never: return QCoreApplication::translate("cli", "never: no backup is proved");
    }
    return {};
}

/// Says how it is, and ends with the status of BKP_014 when that is an alarm.
void print(Context &context, const BackupHealth &health)
{
    if (health.alarm.isRaised())
        context.setExitStatus(exitStatus(ErrorCode::BackupTooOld));
    if (context.output().isJson())
        return; // the caller's object has it
    const qint64 now = context.clock().nowMs();
    context.output().pairs({{"schedule", wordsFor(health.policy.schedule)},
                            {"last", shownTime(health.lastAt)},
                            {"next", health.isDue ? QCoreApplication::translate("cli", "now") : shownTime(health.nextDueAt.value_or(0))},
                            {"newest proved", shownTime(health.alarm.provedAt)},
                            {"alarm", wordsFor(health.alarm.state)}});
    if (!health.clock.isRight())
        context.output().note(QCoreApplication::translate("cli", "The clock has jumped: nothing is deleted until --clock-is-right is given."));
    if (health.alarm.isRaised())
        context.output().note(describe(errorOf(health.alarm, now)).sentence);
}

class BackupPolicyCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup policy", QT_TRANSLATE_NOOP("cli", "Show or set when backups are made, which are kept, and when to warn"), {},
                {{"every", "off|hour|day|week|month", QT_TRANSLATE_NOOP("cli", "How often one is made by itself")},
                 {"at", "HH:MM", QT_TRANSLATE_NOOP("cli", "When, by the local clock; with --every hour the minute counts")},
                 {"weekday", "1-7", QT_TRANSLATE_NOOP("cli", "With --every week: 1 is Monday")},
                 {"monthday", "1-31", QT_TRANSLATE_NOOP("cli", "With --every month: the last day of a shorter month")},
                 {"keep-daily", "N", QT_TRANSLATE_NOOP("cli", "So many days keep their newest backup")},
                 {"keep-weekly", "N", QT_TRANSLATE_NOOP("cli", "So many weeks keep their newest backup")},
                 {"keep-monthly", "N", QT_TRANSLATE_NOOP("cli", "So many months keep their newest backup")},
                 {"max-age", "HOURS", QT_TRANSLATE_NOOP("cli", "Warn when the newest proved backup is older, in hours or as 2d; 0: never")},
                 {"archive-size", "MIB", QT_TRANSLATE_NOOP("cli", "The archive of moments may take so much of the disk")},
                 {"second-place", "DIR", QT_TRANSLATE_NOOP("cli", "Copy each verified backup into this folder; empty: into none")},
                 {"encrypt", "on|off", QT_TRANSLATE_NOOP("cli", "Encrypt new backups with the key that “backup key new” made")}},
                "backup policy --every day --at 03:00 --keep-daily 14"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const auto before = context.await((*backups)->policy(context.call()));
        if (!before)
            return fail(before.error());
        auto wanted = changed(*before, context.arguments());
        if (wanted && *wanted != *before)
            wanted = context.await((*backups)->setPolicy(*wanted, context.call()));
        if (!wanted)
            return fail(wanted.error());
        print(context.output(), *wanted);
        if (context.arguments().has("every") && wanted->schedule.every != BackupSchedule::Every::Off)
            context.output().note(QCoreApplication::translate("cli", "Times are by the local clock. The schedule is kept while the console or an agent with backup_schedules = true runs; "
                                                                     "without either: systemctl --user enable --now plancia-backup.timer"));
        return true;
    }

private:
    static Result<BackupPolicy> changed(BackupPolicy policy, const Arguments &arguments)
    {
        const auto every = arguments.choice("every", kEvery);
        if (!every)
            return fail(every.error());
        if (arguments.has("every"))
            policy.schedule.every = static_cast<BackupSchedule::Every>(kEvery.indexOf(*every));
        if (arguments.has("at")) {
            const QTime at = QTime::fromString(arguments.value("at"), QStringLiteral("H:mm"));
            if (!at.isValid())
                return fail(ErrorCode::ValChoice, {{"field", "--at"}, {"value", arguments.value("at")}, {"allowed", "00:00 … 23:59"}});
            policy.schedule.hour = at.hour();
            policy.schedule.minute = at.minute();
        }
        struct Number {
            const char *option;
            int &target;
            int min, max;
        };
        for (const Number &n : {Number{"weekday", policy.schedule.weekday, 1, 7}, Number{"monthday", policy.schedule.monthday, 1, 31},
                                Number{"keep-daily", policy.retention.daily, 0, kMostKept},
                                Number{"keep-weekly", policy.retention.weekly, 0, kMostKept},
                                Number{"keep-monthly", policy.retention.monthly, 0, kMostKept}}) {
            const auto number = arguments.number(QLatin1String(n.option), n.target, n.min, n.max);
            if (!number)
                return fail(number.error());
            n.target = static_cast<int>(*number);
        }
        const auto maxAge = arguments.hours("max-age", policy.maxAgeHours, 0, kLongestLimit);
        if (!maxAge)
            return fail(maxAge.error());
        policy.maxAgeHours = static_cast<int>(*maxAge);
        const auto size = arguments.number("archive-size", policy.archiveMaxBytes >> 20, 1, 1LL << 30);
        if (!size)
            return fail(size.error());
        if (arguments.has("archive-size"))
            policy.archiveMaxBytes = *size << 20;
        const auto encrypt = arguments.choice("encrypt", {"on", "off"});
        if (!encrypt)
            return fail(encrypt.error());
        if (arguments.has("encrypt"))
            policy.encrypt = *encrypt == "on";
        if (arguments.has("second-place")) {
            const QString folder = arguments.value("second-place");
            policy.secondPlace = folder.isEmpty() ? QString() : QDir::current().absoluteFilePath(folder);
        }
        return policy;
    }
};

class BackupStatus final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup status", QT_TRANSLATE_NOOP("cli", "Say whether there is a recent proved backup, and when the next is due"), {}, {},
                "backup status --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const auto health = context.await((*backups)->health(context.call()));
        if (!health)
            return fail(health.error());
        print(context, *health);
        if (context.output().isJson())
            context.output().json(jsonOf(*health));
        return true;
    }
};

class BackupRun final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup run", QT_TRANSLATE_NOOP("cli", "Make and prove the backup that the schedule wants now, if it wants one: for timers"),
                {}, {}, "backup run"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const auto runtime = context.runtime();
        const auto workspace = context.workspace();
        if (!runtime || !workspace)
            return fail(runtime ? workspace.error() : runtime.error());
        const QString lock = wiring::scheduleLock((*runtime)->places().data, (*workspace)->identity().id);
        // It waits for one answer after the other, and progress is drawn meanwhile: on a thread of its own.
        tasks::Worker worker(QStringLiteral("schedule"));
        const auto looked = context.await(worker.run([&backups, &lock, call = context.call()]() -> Result<backup::ScheduledRun> {
            return backup::runSchedule(**backups, lock, call);
        }));
        if (!looked)
            return fail(looked.error());
        auto made = looked->made;
        if (made) // this program ends now: who stays copies behind the backup
            copyIt(context, **backups, *made);
        if (looked->error)
            return fail(*looked->error);
        if (looked->health)
            print(context, *looked->health);
        if (context.output().isJson())
            context.output().json({{"due", looked->wasDue},
                                   {"elsewhere", looked->isElsewhere},
                                   {"made", made ? QJsonValue(toJson(*made)) : QJsonValue()},
                                   {"health", looked->health ? QJsonValue(jsonOf(*looked->health)) : QJsonValue()}});
        else if (made)
            printBackup(context.output(), *made);
        else if (looked->isElsewhere)
            context.output().note(QCoreApplication::translate("cli", "Another program is making it now."));
        else
            context.output().note(QCoreApplication::translate("cli", "None is due."));
        return true;
    }
};
} // namespace

void addBackupScheduleCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupPolicyCommand>());
    commands.push_back(std::make_unique<BackupRun>());
    commands.push_back(std::make_unique<BackupStatus>());
}

} // namespace plancia::cli
