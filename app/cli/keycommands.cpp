// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/keynames.h"
#include "app/cli/lists.h"
#include "app/cli/tenantnames.h"
#include "app/secrets/sealedfile.h"
#include "models/domain/apikeyformat.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <algorithm>

namespace plancia::cli {

namespace {
const ArgumentSpec kTenant{"TENANT", QT_TRANSLATE_NOOP("cli", "The tenant's slug"), true};
const ArgumentSpec kId{"ID", QT_TRANSLATE_NOOP("cli", "The key's id, or the twelve characters in it"), true};
const OptionSpec kExpires{"expires", "TIME", QT_TRANSLATE_NOOP("cli", "When it stops working: a time, or 90d for in ninety days; empty: never")};
const OptionSpec kPermission{"permission", "P", QT_TRANSLATE_NOOP("cli", "A permission such as orders:read; may be given several times"), true};
const OptionSpec kAddress{"address", "BLOCK", QT_TRANSLATE_NOOP("cli", "An address or block from where it may be used; may be given several times"), true};
const OptionSpec kRate{"rate", "NAME=N/WINDOW", QT_TRANSLATE_NOOP("cli", "A named limit such as calls=100/1m; may be given several times"), true};
const OptionSpec kSeal{"seal", "FILE", QT_TRANSLATE_NOOP("cli", "Write the key to a new sealed file instead, and print what opens it")};

/// The options of a draft over what is there. An option that is given empty takes all of its kind away.
Result<ApiKeyDraft> draftFrom(Context &context, ApiKeyDraft draft)
{
    const Arguments &arguments = context.arguments();
    draft.name = arguments.value("name", draft.name);
    if (arguments.has("expires")) {
        draft.expiresAt = 0;
        if (!arguments.value("expires").isEmpty()) {
            const auto expires = arguments.timeAhead("expires", context.clock().nowMs());
            if (!expires)
                return fail(expires.error());
            draft.expiresAt = expires->value_or(0);
        }
    }
    if (arguments.has("permission"))
        draft.permissions = permissionsFrom(arguments.values("permission").join(u' '));
    if (arguments.has("address"))
        draft.addresses = addressesFrom(arguments.values("address").join(u' '));
    if (arguments.has("rate")) {
        draft.limits.clear();
        for (const QString &typed : arguments.values("rate")) {
            if (typed.isEmpty())
                continue;
            const auto limit = limitFrom(typed);
            if (!limit)
                return fail(limit.error());
            draft.limits.append(*limit);
        }
    }
    if (const auto faults = validate(draft); !faults.isEmpty())
        return fail(faults.first().error);
    return draft;
}

/// The new key, once: on standard output alone, or sealed; what is known of it beside that.
Result<bool> handOver(Context &context, ApiKeysPort &port, const IssuedApiKey &issued)
{
    Output &output = context.output();
    QJsonObject object = toJson(issued.key);
    std::optional<Error> unsealed;
    if (context.arguments().has("seal")) {
        const QString file = QDir::current().absoluteFilePath(context.arguments().value("seal"));
        const auto passphrase = context.await(port.seal(issued, file, context.call()));
        if (passphrase) {
            object.insert("sealed_file", file);
            object.insert("passphrase", *passphrase);
            if (output.isJson())
                output.json(object);
            else
                output.line(*passphrase);
            output.note(QCoreApplication::translate("cli", "The key is sealed in %1. What opens it stands above and nowhere else: send it another way.").arg(file));
            return true;
        }
        unsealed = passphrase.error(); // the key is made, and must not be lost with the file
    }
    object.insert("key", issued.secret);
    if (output.isJson())
        output.json(object);
    else
        output.line(issued.secret);
    output.note(QCoreApplication::translate("cli", "This is the key %1 (%2). It is shown this once and kept nowhere.").arg(issued.key.name, issued.key.lookup));
    return unsealed ? Result<bool>(*unsealed) : Result<bool>(true);
}

class KeyCreate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key create", QT_TRANSLATE_NOOP("cli", "Make an API key and print it, this once"), {kTenant},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "Its name (required)")},
                 {"env", "ENV", QT_TRANSLATE_NOOP("cli", "The environment, such as live (default) or test: a–z and 0–9")},
                 {"product", "WORD", QT_TRANSLATE_NOOP("cli", "The first word of the key (default plancia)")},
                 kExpires, kPermission, kAddress, kRate,
                 {"internal", nullptr, QT_TRANSLATE_NOOP("cli", "For the service itself, not for the customer")},
                 {"key-stdin", nullptr, QT_TRANSLATE_NOOP("cli", "Take a key that the service has already, from standard input")},
                 kSeal},
                "key create acme --name Deploy --env live --permission orders:read --expires 90d"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (!arguments.has("name"))
            return fail(ErrorCode::ValRequired, {{"field", "--name"}});
        ApiKeyDraft start;
        start.environment = arguments.value("env", start.environment);
        start.product = arguments.value("product", start.product);
        start.isInternal = arguments.has("internal");
        const auto draft = draftFrom(context, start);
        if (!draft)
            return fail(draft.error());
        QString given;
        if (arguments.has("key-stdin")) {
            auto typed = context.secret(QCoreApplication::translate("cli", "API key:"), "--key-stdin");
            if (!typed)
                return fail(typed.error());
            given = *typed;
        }
        const auto keys = keysOf(context, Access::Write);
        if (!keys)
            return fail(keys.error());
        const auto tenant = namedTenant(context, Capability::WriteTenants);
        if (!tenant)
            return fail(tenant.error());
        if (!given.isEmpty()) {
            const auto adopted = context.await((*keys)->adopt(tenant->tenant.id, *draft, given, context.call()));
            if (!adopted)
                return fail(adopted.error());
            printKey(context, *adopted);
            return true;
        }
        const auto made = context.await((*keys)->create(tenant->tenant.id, *draft, context.call()));
        if (!made)
            return fail(made.error());
        return handOver(context, **keys, *made);
    }
};

class KeyList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key list", QT_TRANSLATE_NOOP("cli", "List API keys"), {},
                {{"tenant", "SLUG", QT_TRANSLATE_NOOP("cli", "Only those of this tenant")},
                 {"state", "STATE", QT_TRANSLATE_NOOP("cli", "Only active, disabled, in_grace, past_grace, expired or revoked ones")},
                 {"filter", "TEXT", QT_TRANSLATE_NOOP("cli", "Only those with a word of name, key or tenant that starts so")},
                 {"sort", "FIELD", QT_TRANSLATE_NOOP("cli", "name (default), created, used or expiry")},
                 {"descending", nullptr, QT_TRANSLATE_NOOP("cli", "Last first")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")},
                 kCsvOption, kJsonLinesOption, kAllOption},
                "key list --tenant acme --state in_grace"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        static const QStringList sorts{"name", "created", "used", "expiry"}; // in the order of ApiKeySort
        static const QStringList states{"active", "disabled", "in_grace", "past_grace", "expired", "revoked"};
        const auto state = arguments.choice("state", states);
        if (!state)
            return fail(state.error());
        const auto sort = arguments.choice("sort", sorts);
        if (!sort)
            return fail(sort.error());
        const auto shape = streamedAs(arguments);
        if (!shape)
            return fail(shape.error());
        ApiKeyQuery query;
        query.text = arguments.value("filter");
        query.state = apiKeyStateFromString(*state);
        query.sort = static_cast<ApiKeySort>(std::max<qsizetype>(0, sorts.indexOf(*sort)));
        query.descending = arguments.has("descending");
        const auto keys = keysOf(context, Access::Read);
        if (!keys)
            return fail(keys.error());
        if (arguments.has("tenant")) {
            const auto tenant = tenantNamed(context, arguments.value("tenant"), Capability::ReadTenants);
            if (!tenant)
                return fail(tenant.error());
            query.tenant = tenant->tenant.id;
        }
        const qint64 now = context.clock().nowMs();
        const auto ask = [&](const Anchor &anchor, int rows) { return (*keys)->page(query, anchor, rows, context.call()); };
        if (*shape)
            return streamList<ApiKey>(context, **shape, ask, [now](const ApiKey &key) { return toListedJson(key, now); });
        const auto slice = readSlice<ApiKey>(context, ask);
        if (!slice)
            return fail(slice.error());
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray items;
            for (const ApiKey &key : slice->items)
                items.append(toListedJson(key, now));
            output.json({{"items", items}, {"next", slice->next.isEmpty() ? QJsonValue() : QJsonValue(slice->next)}});
            return true;
        }
        QList<QStringList> rows;
        for (const ApiKey &key : slice->items)
            rows.append({key.lookup.left(12), key.tenantSlug, key.environment, toString(stateOf(key, now)), shownTime(key.lastUsedAt),
                         shownTime(key.expiresAt), key.name});
        const auto title = [](const char *text) { return QCoreApplication::translate("cli", text); };
        output.table({title(QT_TRANSLATE_NOOP("cli", "ID")), title(QT_TRANSLATE_NOOP("cli", "TENANT")), title(QT_TRANSLATE_NOOP("cli", "ENV")),
                      title(QT_TRANSLATE_NOOP("cli", "STATE")), title(QT_TRANSLATE_NOOP("cli", "LAST USED")), title(QT_TRANSLATE_NOOP("cli", "EXPIRES")),
                      title(QT_TRANSLATE_NOOP("cli", "NAME"))},
                     rows);
        noteNext(context, slice->next);
        return true;
    }
};

class KeyShow final : public Command {
public:
    CommandSpec spec() const override { return {"key show", QT_TRANSLATE_NOOP("cli", "Show an API key"), {kId}, {}, "key show 4Fz0kQ9aTb2x"}; }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedKey(context, Access::Read);
        if (!named)
            return fail(named.error());
        std::optional<ApiKeyCallers> callers;
        std::optional<Error> unknown; // "nobody" is another answer
        if (stateOf(named->key, context.clock().nowMs()) == ApiKeyState::InGrace) {
            auto known = context.await(named->port->callers(refOf(named->key), context.call()));
            if (known)
                callers = *known;
            else if (known.error().code() == ErrorCode::InternalCancelled)
                return fail(known.error());
            else
                unknown = known.error();
        }
        if (context.output().isJson()) {
            QJsonObject object = toJson(named->key);
            object.insert("used_since_rotation_by", callers ? QJsonValue(asArray(*callers)) : QJsonValue());
            object.insert("used_since_rotation_unknown", unknown ? QJsonValue(errorId(unknown->code())) : QJsonValue());
            context.output().json(object);
            return true;
        }
        printKey(context, named->key);
        if (callers)
            printCallers(context.output(), *callers);
        if (unknown)
            context.output().note(QCoreApplication::translate("cli", "Who has used it since it was rotated is not known: %1").arg(describe(*unknown).sentence));
        return true;
    }

private:
    static QJsonArray asArray(const ApiKeyCallers &callers)
    {
        QJsonArray array;
        for (const ApiKeyCaller &caller : callers.callers)
            array.append(QJsonObject{{"address", caller.address}, {"client", caller.client}, {"calls", caller.calls == 0 ? QJsonValue() : QJsonValue(caller.calls)},
                                     {"last_used_at", isoTime(caller.lastAt)}});
        return array;
    }
    static void printCallers(Output &output, const ApiKeyCallers &callers)
    {
        if (callers.callers.isEmpty()) {
            output.note(QCoreApplication::translate("cli", "Nobody has used it since it was rotated."));
            return;
        }
        QList<QStringList> rows;
        for (const ApiKeyCaller &caller : callers.callers)
            rows.append({shownTime(caller.lastAt), caller.address, caller.calls == 0 ? QString() : QString::number(caller.calls), caller.client});
        const auto title = [](const char *text) { return QCoreApplication::translate("cli", text); };
        output.line({});
        output.table({title(QT_TRANSLATE_NOOP("cli", "USED SINCE IT WAS ROTATED")), title(QT_TRANSLATE_NOOP("cli", "ADDRESS")), title(QT_TRANSLATE_NOOP("cli", "CALLS")),
                      title(QT_TRANSLATE_NOOP("cli", "CLIENT"))},
                     rows, {2});
        if (callers.isCut)
            output.note(QCoreApplication::translate("cli", "There are more, or more calls than were looked at."));
    }
};

class KeyUpdate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key update", QT_TRANSLATE_NOOP("cli", "Change an API key's name, expiry, permissions, addresses or limits"), {kId},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "The new name")}, kExpires, kPermission, kAddress, kRate,
                 {"if-version", "N", QT_TRANSLATE_NOOP("cli", "Only when its row_version is still this")}},
                "key update 4Fz0kQ9aTb2x --permission orders:read --permission orders:write"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const QStringList fields{"name", "expires", "permission", "address", "rate"};
        if (std::none_of(fields.begin(), fields.end(), [&](const QString &field) { return arguments.has(field); }))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "--name, --expires, --permission, --address, --rate")}});
        const auto expected = arguments.number("if-version", -1, 0, std::numeric_limits<qint64>::max());
        if (!expected)
            return fail(expected.error());
        const auto named = namedKey(context, Access::Write);
        if (!named)
            return fail(named.error());
        const auto draft = draftFrom(context, draftOf(named->key));
        if (!draft)
            return fail(draft.error());
        ApiKeyRef ref = refOf(named->key);
        if (*expected >= 0)
            ref.rowVersion = *expected;
        const auto updated = context.await(named->port->update(ref, *draft, context.call()));
        if (!updated)
            return fail(updated.error());
        printKey(context, *updated);
        return true;
    }
};

class KeySetStatus final : public Command {
public:
    KeySetStatus(CommandSpec spec, ApiKeyStatus status) : m_spec(std::move(spec)), m_status(status) {}
    CommandSpec spec() const override { return m_spec; }
    Result<bool> run(Context &context) const override
    {
        const auto reason = reasonOf(context.arguments());
        if (!reason)
            return fail(reason.error());
        const auto named = namedKey(context, Access::Write);
        if (!named)
            return fail(named.error());
        const auto changed = context.await(named->port->setStatus(refOf(named->key), m_status, *reason, context.call()));
        if (!changed)
            return fail(changed.error());
        printKey(context, *changed);
        return true;
    }

private:
    CommandSpec m_spec;
    ApiKeyStatus m_status;
};

class KeyRotate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key rotate", QT_TRANSLATE_NOOP("cli", "Make a successor of an API key and print it, this once; the old one works on for a while"), {kId},
                {{"grace", "TIME", QT_TRANSLATE_NOOP("cli", "How long the old key works on: 0, 1m, 15m, 1h, 6h, 24h or 7d (default)")}, kSeal},
                "key rotate 4Fz0kQ9aTb2x --grace 24h"};
    }
    Result<bool> run(Context &context) const override
    {
        static const QStringList graces{"7d", "24h", "6h", "1h", "15m", "1m", "0"}; // in the order of kGracesMs
        const auto graceMs = graceFrom(context.arguments(), graces);
        if (!graceMs)
            return fail(graceMs.error());
        const auto named = namedKey(context, Access::Write);
        if (!named)
            return fail(named.error());
        const auto made = context.await(named->port->rotate(refOf(named->key), *graceMs, context.call()));
        if (!made)
            return fail(made.error());
        if (auto handed = handOver(context, *named->port, *made); !handed)
            return handed;
        const qint64 end = graceEnd(made->key.createdAt, *graceMs, named->key.expiresAt);
        context.output().note(QCoreApplication::translate("cli", "The old key works until %1.").arg(shownTime(end)));
        return true;
    }

private:
    /// One of the spans that there are, in whichever unit. Nothing is guessed by spelling: it is how long a secret lives on.
    static Result<qint64> graceFrom(const Arguments &arguments, const QStringList &graces)
    {
        if (!arguments.has("grace"))
            return kDefaultGraceMs;
        static const QRegularExpression shape(QStringLiteral("\\A(\\d{1,6})([smhd]?)\\z"));
        const auto match = shape.match(arguments.value("grace"));
        const QString unit = match.captured(2);
        const qint64 amount = match.captured(1).toLongLong();
        const qint64 ms = amount * (unit == u"d" ? 86'400'000 : unit == u"h" ? 3'600'000 : unit == u"m" ? 60'000 : 1'000);
        const bool isOne = match.hasMatch() && (!unit.isEmpty() || amount == 0) && std::ranges::find(kGracesMs, ms) != std::end(kGracesMs);
        if (!isOne)
            return fail(ErrorCode::ValChoice, {{"field", "--grace"}, {"value", arguments.value("grace")}, {"allowed", graces.join(QStringLiteral(", "))}});
        return ms;
    }
};

class KeyDelete final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key delete", QT_TRANSLATE_NOOP("cli", "Delete an API key that is revoked, expired or past its grace, after writing all that is known of it to a file"), {kId},
                {{"out", "FILE", QT_TRANSLATE_NOOP("cli", "A new file, for everything that is taken from the store as JSON (required)")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")}},
                "key delete 4Fz0kQ9aTb2x --out key.json --reason \"Tidied up\""};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (arguments.value("out").isEmpty())
            return fail(ErrorCode::ValRequired, {{"field", "--out"}});
        const auto reason = reasonOf(arguments);
        if (!reason)
            return fail(reason.error());
        const auto named = namedKey(context, Access::Write);
        if (!named)
            return fail(named.error());
        const auto removed = context.await(named->port->remove(refOf(named->key), QDir::current().absoluteFilePath(arguments.value("out")), *reason, context.call()));
        if (!removed)
            return fail(removed.error());
        Output &output = context.output();
        if (output.isJson())
            output.json({{"id", removed->key.id.toString()}, {"file", removed->file}, {"sha256", removed->sha256}});
        else
            output.pairs({{"id", removed->key.id.toString()}, {"file", removed->file}, {"sha256", removed->sha256}});
        return true;
    }
};

class KeyVerify final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key verify", QT_TRANSLATE_NOOP("cli", "Say whether the key on standard input is let in; ends with 1 when it is not"), {},
                {{"from", "ADDRESS", QT_TRANSLATE_NOOP("cli", "Used from this address")},
                 {"permission", "P", QT_TRANSLATE_NOOP("cli", "Used for what this permission allows")}},
                "key verify --permission orders:read < key.txt"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto typed = context.secret(QCoreApplication::translate("cli", "API key:"), "key");
        if (!typed)
            return fail(typed.error());
        const auto keys = keysOf(context, Access::Read);
        if (!keys)
            return fail(keys.error());
        const auto answer = context.await((*keys)->verify(*typed, {context.arguments().value("from"), context.arguments().value("permission")}, context.call()));
        if (!answer)
            return fail(answer.error());
        constexpr int kNotLetIn = 1;
        context.setExitStatus(answer->isValid() ? 0 : kNotLetIn);
        const bool isKnown = answer->refusal != ApiKeyVerification::Refusal::Unknown;
        const ApiKey &key = answer->key;
        const QString state = isKnown ? toString(answer->state) : QStringLiteral("unknown");
        Output &output = context.output();
        const int missing = isKnown ? 0 : static_cast<int>(apikeyformat::missingFrom(*typed));
        if (missing > 0)
            output.note(QCoreApplication::translate("cli", "It begins as a key, but its last %n character(s) are missing: it was cut when it was copied.", nullptr, missing));
        else if (!isKnown && !apikeyformat::digestOf(*typed))
            output.note(QCoreApplication::translate("cli", "It is no whole key: look for a slip of the finger."));
        if (output.isJson()) {
            QJsonObject object{{"valid", answer->isValid()}, {"state", state},
                               {"refused_for", answer->isValid() ? QJsonValue() : QJsonValue(toString(answer->refusal))}, {"missing_characters", missing}};
            const QJsonObject known = toJson(key);
            for (const auto &[name, member] : {std::pair{"key_id", "id"}, std::pair{"lookup", "lookup"}, std::pair{"tenant", "tenant_slug"}, std::pair{"tenant_id", "tenant_id"},
                                               std::pair{"permissions", "permissions"}, std::pair{"limits", "limits"}, std::pair{"expires_at", "expires_at"}})
                object.insert(QLatin1String(name), isKnown ? known.value(QLatin1String(member)) : QJsonValue());
            output.json(object);
            return true;
        }
        QList<std::pair<QString, QString>> pairs{{"valid", answer->isValid() ? "yes" : "no"}, {"state", state}};
        if (!answer->isValid())
            pairs.append({"refused_for", toString(answer->refusal)});
        if (isKnown)
            pairs.append({{"id", key.id.toString()}, {"tenant", key.tenantSlug}, {"name", key.name}, {"permissions", key.permissions.join(u' ')}});
        output.pairs(pairs);
        return true;
    }
};

class KeyUnseal final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key unseal", QT_TRANSLATE_NOOP("cli", "Print the key in a sealed file; what opens it is read from standard input"),
                {{"FILE", QT_TRANSLATE_NOOP("cli", "The sealed file"), true}}, {}, "key unseal acme.sealed"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto typed = context.secret(QCoreApplication::translate("cli", "Passphrase:"), "passphrase");
        if (!typed)
            return fail(typed.error());
        const auto opened = secrets::openSealed(context.arguments().positional(0), *typed);
        if (!opened)
            return fail(opened.error());
        const QJsonObject object = QJsonDocument::fromJson(*opened).object();
        if (context.output().isJson())
            context.output().json(object);
        else
            context.output().line(object.value("key").toString());
        return true;
    }
};
} // namespace

void addKeyCommands(Commands &commands)
{
    const OptionSpec reason{"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")};
    commands.push_back(std::make_unique<KeyCreate>());
    commands.push_back(std::make_unique<KeyList>());
    commands.push_back(std::make_unique<KeyShow>());
    commands.push_back(std::make_unique<KeyUpdate>());
    commands.push_back(std::make_unique<KeySetStatus>(
        CommandSpec{"key disable", QT_TRANSLATE_NOOP("cli", "Disable an API key; it can be enabled again"), {kId}, {reason},
                    "key disable 4Fz0kQ9aTb2x --reason \"Looks odd\""},
        ApiKeyStatus::Disabled));
    commands.push_back(std::make_unique<KeySetStatus>(
        CommandSpec{"key enable", QT_TRANSLATE_NOOP("cli", "Enable a disabled API key again"), {kId}, {reason},
                    "key enable 4Fz0kQ9aTb2x --reason \"It was ours\""},
        ApiKeyStatus::Active));
    commands.push_back(std::make_unique<KeyRotate>());
    commands.push_back(std::make_unique<KeySetStatus>(
        CommandSpec{"key revoke", QT_TRANSLATE_NOOP("cli", "Revoke an API key for good"), {kId}, {reason},
                    "key revoke 4Fz0kQ9aTb2x --reason \"Leaked\""},
        ApiKeyStatus::Revoked));
    commands.push_back(std::make_unique<KeyDelete>());
    commands.push_back(std::make_unique<KeyVerify>());
    commands.push_back(std::make_unique<KeyUnseal>());
}

} // namespace plancia::cli
