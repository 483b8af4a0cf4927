// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/keynames.h"
#include "app/cli/tenantnames.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

namespace plancia::cli {

namespace {
QJsonObject toJson(const LeakedKey &leaked)
{
    QJsonArray places;
    for (const LeakPlace &place : leaked.places)
        places.append(QJsonObject{{"where", place.where.isEmpty() ? QStringLiteral("-") : place.where}, {"line", place.line == 0 ? QJsonValue() : QJsonValue(place.line)}});
    const QJsonObject key = leaked.key ? plancia::cli::toJson(*leaked.key) : QJsonObject();
    QJsonObject object{{"shown", leaked.digest.shown}, {"times", leaked.times}, {"places", places}, {"known", leaked.key.has_value()}};
    for (const char *member : {"id", "tenant_slug", "name", "state", "last_used_at", "last_used_address", "last_used_client"})
        object.insert(QLatin1String(member), leaked.key ? key.value(QLatin1String(member)) : QJsonValue());
    return object;
}

/// Where and, of a file, in which line.
QString shownPlace(const LeakPlace &place)
{
    const QString where = place.where.isEmpty() ? QStringLiteral("-") : place.where;
    return place.line == 0 ? where : QStringLiteral("%1:%2").arg(where, QString::number(place.line));
}

class KeyScan final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key scan", QT_TRANSLATE_NOOP("cli", "Look for API keys in files, folders and git histories; ends with 1 when one was found that can be used"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "A file, a folder with all that is in it, or - for standard input"), false, true}},
                {{"git", "FOLDER", QT_TRANSLATE_NOOP("cli", "A git repository, whose whole history is looked through; may be given several times"), true},
                 {"product", "WORD", QT_TRANSLATE_NOOP("cli", "The first word of the keys (default plancia); may be given several times"), true},
                 {"revoke", nullptr, QT_TRANSLATE_NOOP("cli", "Revoke all that are found, in one act")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (with --revoke)")},
                 {"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")}},
                "key scan src --git ."};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const bool revokes = arguments.has("revoke");
        const auto reason = reasonOf(arguments);
        if (revokes && !reason)
            return fail(reason.error());
        LeakSources sources;
        for (const QString &path : arguments.positionalsFrom(0)) {
            if (path != u"-") {
                sources.paths.append(path);
                continue;
            }
            QFile input;
            if (!input.open(stdin, QIODevice::ReadOnly))
                return fail(ErrorCode::IoRead, {{"path", "-"}, {"message", input.errorString()}});
            sources.text = QString::fromUtf8(input.read(kMaxLeakText + 1));
        }
        sources.repositories = arguments.values("git");
        if (arguments.has("product"))
            sources.products = arguments.values("product");
        if (arguments.positionalsFrom(0).isEmpty() && sources.repositories.isEmpty())
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "PATH, --git")}});
        const auto keys = keysOf(context, revokes ? Access::Write : Access::Read);
        if (!keys)
            return fail(keys.error());
        const auto report = context.await((*keys)->findLeaks(sources, {}, context.call()));
        if (!report)
            return fail(report.error());
        QList<ApiKeyRef> found;
        bool isOpen = false;
        for (const LeakedKey &leaked : report->keys) {
            isOpen = isOpen || (leaked.key && isUsable(stateOf(*leaked.key, context.clock().nowMs())));
            if (leaked.key && leaked.key->status != ApiKeyStatus::Revoked)
                found.append(refOf(*leaked.key));
        }
        constexpr int kOpen = 1;
        context.setExitStatus(isOpen ? kOpen : 0);
        std::optional<int> revoked;
        if (revokes && !found.isEmpty()) {
            const int count = static_cast<int>(found.size());
            if (const auto agreed = context.agreed(QCoreApplication::translate("cli", "%n key(s) will be revoked for good.", "", count)); !agreed)
                return agreed;
            const auto done = context.await((*keys)->revokeAll(found, *reason, context.call()));
            if (!done)
                return fail(done.error());
            revoked = *done;
            context.setExitStatus(0);
        }
        print(context, *report, revoked);
        return true;
    }

private:
    static void print(Context &context, const LeakReport &report, std::optional<int> revoked)
    {
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray keys;
            for (const LeakedKey &leaked : report.keys)
                keys.append(toJson(leaked));
            output.json({{"keys", keys}, {"lookalikes", report.lookalikes}, {"files", report.files}, {"bytes", report.bytes}, {"skipped", QJsonArray::fromStringList(report.skipped)},
                         {"cut", report.isCut}, {"revoked", revoked ? QJsonValue(*revoked) : QJsonValue()}});
            return;
        }
        QList<QStringList> rows;
        for (const LeakedKey &leaked : report.keys)
            rows.append({leaked.key ? toString(stateOf(*leaked.key, context.clock().nowMs())) : QStringLiteral("-"), leaked.key ? leaked.key->tenantSlug : QStringLiteral("-"),
                         leaked.digest.shown, leaked.key ? shownTime(leaked.key->lastUsedAt) : QString(), QString::number(leaked.times),
                         leaked.places.isEmpty() ? QString() : shownPlace(leaked.places.first())});
        const auto title = [](const char *text) { return QCoreApplication::translate("cli", text); };
        output.table({title(QT_TRANSLATE_NOOP("cli", "STATE")), title(QT_TRANSLATE_NOOP("cli", "TENANT")), title(QT_TRANSLATE_NOOP("cli", "KEY")),
                      title(QT_TRANSLATE_NOOP("cli", "LAST USED")), title(QT_TRANSLATE_NOOP("cli", "TIMES")), title(QT_TRANSLATE_NOOP("cli", "FOUND IN"))},
                     rows, {4});
        if (report.lookalikes > 0)
            output.note(QCoreApplication::translate("cli", "Like a key, with wrong check characters at its end: %1").arg(report.lookalikes));
        for (const QString &skipped : report.skipped)
            output.note(QCoreApplication::translate("cli", "Not read: %1").arg(skipped));
        if (report.isCut)
            output.note(QCoreApplication::translate("cli", "There were more keys than are shown."));
        if (revoked)
            output.note(QCoreApplication::translate("cli", "Revoked: %1").arg(*revoked));
    }
};
} // namespace

void addKeyScanCommands(Commands &commands) { commands.push_back(std::make_unique<KeyScan>()); }

} // namespace plancia::cli
