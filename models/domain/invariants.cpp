// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/invariants.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <utility>

namespace plancia {

namespace {

constexpr const char *kTrailStays =
    QT_TRANSLATE_NOOP("invariants", "Plancia never writes into the past of the audit trail. Compare with a backup, and restore one from before.");
constexpr const char *kAPersonDecides =
    QT_TRANSLATE_NOOP("invariants", "Only a person knows which value is right. Look into the audit trail of the tenant, or compare with a backup.");
constexpr const char *kRestore =
    QT_TRANSLATE_NOOP("invariants", "A value was lost that nothing else in the store tells. Restore a backup from before.");

constexpr std::array kDropOrphanWords{"DELETE FROM tenant_words WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_words.tenant_id)"};
constexpr std::array kDropOrphanRedirects{"DELETE FROM tenant_redirects WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_redirects.tenant_id)"};
constexpr std::array kDropOrphanLimits{"DELETE FROM tenant_limits WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_limits.tenant_id)"};
constexpr std::array kEndGrace{"UPDATE api_keys SET grace_ends_at = expires_at WHERE grace_ends_at > expires_at"};
constexpr std::array kListKeys{
    "DELETE FROM key_directory WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = key_directory.tenant_id"
    " AND k.id = key_directory.key_id AND k.lookup = key_directory.lookup)",
    "INSERT INTO key_directory (lookup, tenant_id, key_id) SELECT k.lookup, k.tenant_id, k.id FROM api_keys AS k WHERE NOT EXISTS"
    " (SELECT 1 FROM key_directory AS d WHERE d.lookup = k.lookup)"};
constexpr std::array kDropOrphanKeyParts{
    "DELETE FROM api_key_words WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = api_key_words.tenant_id AND k.id = api_key_words.key_id)",
    "DELETE FROM api_key_permissions WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = api_key_permissions.tenant_id AND k.id = api_key_permissions.key_id)",
    "DELETE FROM api_key_addresses WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = api_key_addresses.tenant_id AND k.id = api_key_addresses.key_id)",
    "DELETE FROM api_key_limits WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = api_key_limits.tenant_id AND k.id = api_key_limits.key_id)"};
constexpr std::array kRaiseUpdated{"UPDATE tenants SET updated_at = created_at WHERE updated_at < created_at"};
constexpr std::array kFirstVersion{"UPDATE tenants SET row_version = 1 WHERE row_version < 1"};
constexpr std::array kRaiseSeq{"UPDATE meta SET audit_seq = (SELECT max(seq) FROM audit_log)"
                               " WHERE audit_seq < (SELECT max(seq) FROM audit_log)"};

constexpr std::array kDropTenantlessUsage{
    "DELETE FROM api_key_usage WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = api_key_usage.tenant_id)",
    "DELETE FROM rate_limit_hits WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = rate_limit_hits.tenant_id)"};
constexpr std::array kRaiseUsersUpdated{"UPDATE users SET updated_at = created_at WHERE updated_at < created_at"};
constexpr std::array kDropPersonless{
    "DELETE FROM user_words WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM user_passwords WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM user_codes WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM session_directory WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM session_tokens WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM user_sessions WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM user_directory WHERE (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)",
    "DELETE FROM sign_ins WHERE user_id IS NOT NULL AND (tenant_id, user_id) NOT IN (SELECT tenant_id, id FROM users)"};
constexpr const char *kWriteAddressAnew =
    QT_TRANSLATE_NOOP("invariants", "Give the person another address and then the right one again: the entry is written anew each time.");
constexpr const char *kEndTheSession =
    QT_TRANSLATE_NOOP("invariants", "End the session: the device signs in again, and a chain begins anew.");
// A table and a person whom nobody knows. sign_ins without a person are attempts under an address that nobody has.
#define PLANCIA_PERSONLESS(shown)                                                                                                \
    "SELECT part || ' ' || " shown " FROM (SELECT 'user_words' AS part, tenant_id, user_id FROM user_words"                      \
    " UNION ALL SELECT 'user_passwords', tenant_id, user_id FROM user_passwords"                                                 \
    " UNION ALL SELECT 'user_codes', tenant_id, user_id FROM user_codes"                                                         \
    " UNION ALL SELECT 'user_sessions', tenant_id, user_id FROM user_sessions"                                                   \
    " UNION ALL SELECT 'session_tokens', tenant_id, user_id FROM session_tokens"                                                 \
    " UNION ALL SELECT 'user_directory', tenant_id, user_id FROM user_directory"                                                 \
    " UNION ALL SELECT 'session_directory', tenant_id, user_id FROM session_directory"                                           \
    " UNION ALL SELECT 'sign_ins', tenant_id, user_id FROM sign_ins WHERE user_id IS NOT NULL) AS parts"                         \
    " WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.tenant_id = parts.tenant_id AND users.id = parts.user_id)"
constexpr const char *kPersonless = PLANCIA_PERSONLESS("lower(hex(user_id))");
constexpr const char *kPersonlessPostgres = PLANCIA_PERSONLESS("user_id::text");
#undef PLANCIA_PERSONLESS

// NOT INDEXED: a rule of uniqueness is not asked of the index that should have kept it.
const std::array kInvariants{
    Invariant{"meta-one-row", Severity::Critical, "meta",
              QT_TRANSLATE_NOOP("invariants", "The store says exactly once who it is and how far it has come."),
              "SELECT 'rows: ' || count(*) FROM meta HAVING count(*) <> 1", nullptr, {}, Invariant::Compared::No, kRestore},
    Invariant{"migrations-in-order", Severity::Error, "schema_migrations",
              QT_TRANSLATE_NOOP("invariants", "The steps that made the schema are numbered from 1 without a gap."),
              "SELECT CAST(number AS TEXT) FROM (SELECT number, lag(number, 1, 0) OVER (ORDER BY number) AS previous"
              " FROM schema_migrations) AS steps WHERE number <> previous + 1",
              nullptr, {}, Invariant::Compared::No, kRestore},
    Invariant{"tenants-slug-form", Severity::Error, "tenants",
              QT_TRANSLATE_NOOP("invariants", "Each slug is 1 to 63 letters a–z, digits and hyphens, with no hyphen at its ends."),
              "SELECT slug FROM tenants WHERE length(slug) NOT BETWEEN 1 AND 63 OR slug GLOB '*[^a-z0-9-]*'"
              " OR slug GLOB '-*' OR slug GLOB '*-'",
              "SELECT slug FROM tenants WHERE slug !~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", {}, Invariant::Compared::No,
              kAPersonDecides},
    Invariant{"tenants-slug-unique", Severity::Critical, "tenants",
              QT_TRANSLATE_NOOP("invariants", "No two tenants have the same slug."),
              "SELECT slug FROM tenants NOT INDEXED GROUP BY slug HAVING count(*) > 1",
              "SELECT slug FROM tenants GROUP BY slug HAVING count(*) > 1", {}, Invariant::Compared::No, kAPersonDecides},
    Invariant{"tenants-name", Severity::Error, "tenants",
              QT_TRANSLATE_NOOP("invariants", "Each tenant has a name of at most 200 characters."),
              "SELECT slug FROM tenants WHERE length(name) NOT BETWEEN 1 AND 200", nullptr, {}, Invariant::Compared::No,
              kAPersonDecides},
    Invariant{"tenants-status", Severity::Error, "tenants",
              QT_TRANSLATE_NOOP("invariants", "Each tenant is in trial, active, suspended or archived."),
              "SELECT slug FROM tenants WHERE status NOT IN ('trial', 'active', 'suspended', 'archived')", nullptr, {}, Invariant::Compared::No,
              kAPersonDecides},
    Invariant{"tenants-dates", Severity::Warning, "tenants",
              QT_TRANSLATE_NOOP("invariants", "No tenant was changed before it was created."),
              "SELECT slug FROM tenants WHERE updated_at < created_at", nullptr, kRaiseUpdated},
    Invariant{"tenants-trial-end", Severity::Warning, "tenants tenant_redirects", // as old as the columns
              QT_TRANSLATE_NOOP("invariants", "Only a trial has an end, and it ends after it began."),
              "SELECT slug FROM tenants WHERE trial_ends_at IS NOT NULL AND (status <> 'trial' OR trial_ends_at < created_at)", nullptr, {},
              Invariant::Compared::No, kAPersonDecides},
    Invariant{"tenants-deleted", Severity::Warning, "tenants tenant_redirects",
              QT_TRANSLATE_NOOP("invariants", "No tenant was deleted before it was created."),
              "SELECT slug FROM tenants WHERE deleted_at < created_at", nullptr, {}, Invariant::Compared::No, kAPersonDecides},
    Invariant{"redirects-reference", Severity::Error, "tenants tenant_redirects",
              QT_TRANSLATE_NOOP("invariants", "Each former slug leads to a tenant."),
              "SELECT slug FROM tenant_redirects WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_redirects.tenant_id)",
              nullptr, kDropOrphanRedirects},
    Invariant{"redirects-unique", Severity::Error, "tenants tenant_redirects",
              QT_TRANSLATE_NOOP("invariants", "No tenant has a slug that leads to another one."),
              "SELECT slug FROM tenant_redirects WHERE slug IN (SELECT tenants.slug FROM tenants)", nullptr, {}, Invariant::Compared::No,
              kAPersonDecides},
    Invariant{"tenants-row-version", Severity::Error, "tenants",
              QT_TRANSLATE_NOOP("invariants", "The version of each tenant is at least 1."),
              "SELECT slug FROM tenants WHERE row_version < 1", nullptr, kFirstVersion},
    Invariant{"tenants-name-key", Severity::Warning, "tenants",
              QT_TRANSLATE_NOOP("invariants", "Each tenant is sorted by its own name."),
              "SELECT id, slug, name, name_key FROM tenants WHERE id > $1 ORDER BY id LIMIT 100", nullptr, {},
              Invariant::Compared::NameKey},
    Invariant{"tenant-words-reference", Severity::Error, "tenants tenant_words",
              QT_TRANSLATE_NOOP("invariants", "Each word to search by belongs to a tenant."),
              "SELECT lower(hex(tenant_id)) || ' ' || word FROM tenant_words"
              " WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_words.tenant_id)",
              "SELECT tenant_id::text || ' ' || word FROM tenant_words"
              " WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_words.tenant_id)",
              kDropOrphanWords},
    Invariant{"tenant-words-complete", Severity::Warning, "tenants tenant_words",
              QT_TRANSLATE_NOOP("invariants", "Each tenant is found by the words of its name and slug and by its tags, and by no others."),
              // A backup of before there were tags is proved by this too: where no column has the name, that of "absent" is meant.
              "SELECT id, slug, name, (SELECT group_concat(word, ' ') FROM tenant_words WHERE tenant_id = tenants.id),"
              " (SELECT (SELECT tags FROM tenants AS own WHERE own.id = tenants.id) FROM (SELECT '' AS tags) AS absent)"
              " FROM tenants WHERE id > $1 ORDER BY id LIMIT 100",
              "SELECT id, slug, name, (SELECT string_agg(word, ' ') FROM tenant_words WHERE tenant_id = tenants.id),"
              " (SELECT (SELECT tags FROM tenants AS own WHERE own.id = tenants.id) FROM (SELECT '' AS tags) AS absent)"
              " FROM tenants WHERE id > $1 ORDER BY id LIMIT 100",
              {}, Invariant::Compared::Words},
    Invariant{"tenant-limits-reference", Severity::Error, "tenants tenant_limits",
              QT_TRANSLATE_NOOP("invariants", "Each limit belongs to a tenant."),
              "SELECT lower(hex(tenant_id)) || ' ' || kind FROM tenant_limits"
              " WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_limits.tenant_id)",
              "SELECT tenant_id::text || ' ' || kind FROM tenant_limits"
              " WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = tenant_limits.tenant_id)",
              kDropOrphanLimits},
    Invariant{"limits-positive", Severity::Error, "tenant_limits",
              QT_TRANSLATE_NOOP("invariants", "Each limit of a tenant allows something, and not more than can be counted."),
              "SELECT lower(hex(tenant_id)) || ' ' || kind FROM tenant_limits WHERE amount NOT BETWEEN 1 AND 1000000000000000",
              "SELECT tenant_id::text || ' ' || kind FROM tenant_limits WHERE amount NOT BETWEEN 1 AND 1000000000000000", {},
              Invariant::Compared::No, kAPersonDecides},
    Invariant{"users-reference", Severity::Error, "tenants users",
              QT_TRANSLATE_NOOP("invariants", "Each person belongs to a tenant."),
              "SELECT email_key FROM users WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = users.tenant_id)", nullptr, {},
              Invariant::Compared::No, kRestore},
    Invariant{"users-email-unique", Severity::Critical, "users",
              QT_TRANSLATE_NOOP("invariants", "No two people of a tenant have the same address."),
              "SELECT email_key FROM users NOT INDEXED GROUP BY tenant_id, email_key HAVING count(*) > 1",
              "SELECT email_key FROM users GROUP BY tenant_id, email_key HAVING count(*) > 1", {}, Invariant::Compared::No, kAPersonDecides},
    Invariant{"users-email-key", Severity::Error, "users",
              QT_TRANSLATE_NOOP("invariants", "Each person is found by the small letters of their address."),
              // Beyond ASCII the letters are brought to one form first, which SQL cannot do alike everywhere.
              "SELECT email FROM users WHERE email NOT GLOB '*[^ -~]*' AND email_key <> lower(email)",
              "SELECT email FROM users WHERE email !~ '[^ -~]' AND email_key <> lower(email COLLATE \"C\")", {}, Invariant::Compared::No,
              kWriteAddressAnew},
    Invariant{"users-directory", Severity::Error, "users user_directory",
              QT_TRANSLATE_NOOP("invariants", "The service finds each person by exactly one entry of its directory."),
              "SELECT email_key FROM users WHERE (SELECT count(*) FROM user_directory d WHERE d.tenant_id = users.tenant_id"
              " AND d.user_id = users.id) <> 1",
              // Where the database knows SHA-256, the entry is held against the address too.
              "SELECT email_key FROM users WHERE (SELECT count(*) FROM user_directory d WHERE d.tenant_id = users.tenant_id"
              " AND d.user_id = users.id) <> 1 OR NOT EXISTS (SELECT 1 FROM user_directory d WHERE d.tenant_id = users.tenant_id"
              " AND d.user_id = users.id AND d.lookup = sha256(convert_to(email_key, 'UTF8')))",
              {}, Invariant::Compared::No, kWriteAddressAnew},
    Invariant{"users-sets", Severity::Error, "users",
              QT_TRANSLATE_NOOP("invariants", "Each person is invited, active or disabled, and an owner, administrator, member or viewer."),
              "SELECT email_key FROM users WHERE role NOT IN ('owner', 'admin', 'member', 'viewer') OR status NOT IN ('invited', 'active', 'disabled')",
              nullptr, {}, Invariant::Compared::No, kAPersonDecides},
    Invariant{"users-dates", Severity::Warning, "users",
              QT_TRANSLATE_NOOP("invariants", "No person was changed before they were invited."),
              "SELECT email_key FROM users WHERE updated_at < created_at", nullptr, kRaiseUsersUpdated},
    Invariant{"user-parts-reference", Severity::Error,
              "users user_words user_passwords user_codes user_sessions session_tokens user_directory session_directory sign_ins",
              QT_TRANSLATE_NOOP("invariants", "Each word, password, code, session and sign-in belongs to a person."), kPersonless,
              kPersonlessPostgres, kDropPersonless},
    Invariant{"sessions-dates", Severity::Warning, "user_sessions",
              QT_TRANSLATE_NOOP("invariants", "No session was used, ended or expired before it began."),
              "SELECT lower(hex(id)) FROM user_sessions WHERE last_used_at < created_at OR ended_at < created_at OR refresh_expires_at < created_at",
              "SELECT id::text FROM user_sessions WHERE last_used_at < created_at OR ended_at < created_at OR refresh_expires_at < created_at",
              {}, Invariant::Compared::No, kAPersonDecides},
    Invariant{"sessions-one-token", Severity::Critical, "user_sessions session_tokens",
              QT_TRANSLATE_NOOP("invariants", "Of the refresh tokens of an open session only the last can still be used."),
              "SELECT lower(hex(session_id)) FROM session_tokens t WHERE used_at IS NULL AND EXISTS (SELECT 1 FROM session_tokens n"
              " WHERE n.tenant_id = t.tenant_id AND n.user_id = t.user_id AND n.session_id = t.session_id AND n.number > t.number)"
              " AND (SELECT ended_at FROM user_sessions s WHERE s.tenant_id = t.tenant_id AND s.user_id = t.user_id AND s.id = t.session_id) IS NULL",
              "SELECT session_id::text FROM session_tokens t WHERE used_at IS NULL AND EXISTS (SELECT 1 FROM session_tokens n"
              " WHERE n.tenant_id = t.tenant_id AND n.user_id = t.user_id AND n.session_id = t.session_id AND n.number > t.number)"
              " AND (SELECT ended_at FROM user_sessions s WHERE s.tenant_id = t.tenant_id AND s.user_id = t.user_id AND s.id = t.session_id) IS NULL",
              {}, Invariant::Compared::No, kEndTheSession},
    Invariant{"keys-reference", Severity::Error, "tenants api_keys",
              QT_TRANSLATE_NOOP("invariants", "Each API key belongs to a tenant."),
              "SELECT shown FROM api_keys WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = api_keys.tenant_id)", nullptr, {},
              Invariant::Compared::No, kRestore},
    Invariant{"keys-status", Severity::Error, "api_keys",
              QT_TRANSLATE_NOOP("invariants", "Each API key is active, disabled or revoked."),
              "SELECT shown FROM api_keys WHERE status NOT IN ('active', 'disabled', 'revoked')", nullptr, {}, Invariant::Compared::No,
              kAPersonDecides},
    Invariant{"keys-dates", Severity::Warning, "api_keys",
              QT_TRANSLATE_NOOP("invariants", "No API key was changed or expired before it was created."),
              "SELECT shown FROM api_keys WHERE updated_at < created_at OR expires_at < created_at", nullptr, {}, Invariant::Compared::No,
              kAPersonDecides},
    Invariant{"key-limits-positive", Severity::Error, "api_keys api_key_limits",
              QT_TRANSLATE_NOOP("invariants", "Each limit of an API key lets at least one call through, in at least one second."),
              "SELECT name FROM api_key_limits WHERE amount < 1 OR window_s < 1", nullptr, {}, Invariant::Compared::No, kAPersonDecides},
    Invariant{"usage-reference", Severity::Warning, "tenants api_key_usage rate_limit_hits",
              QT_TRANSLATE_NOOP("invariants", "Each call that was counted belongs to a tenant."),
              "SELECT lower(hex(tenant_id)) FROM (SELECT tenant_id FROM api_key_usage UNION SELECT tenant_id FROM rate_limit_hits) AS parts"
              " WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = parts.tenant_id)",
              "SELECT tenant_id::text FROM (SELECT tenant_id FROM api_key_usage UNION SELECT tenant_id FROM rate_limit_hits) AS parts"
              " WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE tenants.id = parts.tenant_id)",
              kDropTenantlessUsage},
    Invariant{"usage-positive", Severity::Error, "api_key_usage",
              QT_TRANSLATE_NOOP("invariants", "No call took less than no time, or cost less than nothing."),
              "SELECT lower(hex(id)) FROM api_key_usage WHERE latency_us < 0 OR tokens_in < 0 OR tokens_out < 0 OR cost_micros < 0",
              "SELECT id::text FROM api_key_usage WHERE latency_us < 0 OR tokens_in < 0 OR tokens_out < 0 OR cost_micros < 0", {},
              Invariant::Compared::No, kRestore},
    Invariant{"keys-grace", Severity::Error, "api_keys",
              QT_TRANSLATE_NOOP("invariants", "No grace period of a rotated API key ends after the key expires."),
              "SELECT shown FROM api_keys WHERE grace_ends_at > expires_at", nullptr, kEndGrace},
    Invariant{"keys-directory", Severity::Error, "api_keys key_directory",
              QT_TRANSLATE_NOOP("invariants", "Each API key is looked up by an entry of its own, and no entry leads anywhere else."),
              "SELECT k.shown FROM api_keys AS k WHERE NOT EXISTS (SELECT 1 FROM key_directory AS d WHERE d.lookup = k.lookup"
              " AND d.tenant_id = k.tenant_id AND d.key_id = k.id) UNION ALL SELECT d.lookup FROM key_directory AS d WHERE NOT EXISTS"
              " (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = d.tenant_id AND k.id = d.key_id AND k.lookup = d.lookup)",
              nullptr, kListKeys},
    Invariant{"key-parts-reference", Severity::Error, "api_keys api_key_words api_key_permissions api_key_addresses api_key_limits",
              QT_TRANSLATE_NOOP("invariants", "Each word, permission, address and limit of an API key belongs to one."),
              "SELECT part FROM (SELECT tenant_id, key_id, word AS part FROM api_key_words UNION ALL SELECT tenant_id, key_id, permission FROM api_key_permissions"
              " UNION ALL SELECT tenant_id, key_id, block FROM api_key_addresses UNION ALL SELECT tenant_id, key_id, name FROM api_key_limits) AS parts"
              " WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k WHERE k.tenant_id = parts.tenant_id AND k.id = parts.key_id)",
              nullptr, kDropOrphanKeyParts},
    Invariant{"audit-no-gap", Severity::Critical, "audit_log",
              QT_TRANSLATE_NOOP("invariants", "The audit trail is numbered from 1, with no number missing and none twice."),
              "SELECT CAST(seq AS TEXT) FROM (SELECT seq, lag(seq, 1, 0) OVER (ORDER BY seq) AS previous FROM audit_log) AS trail"
              " WHERE seq <> previous + 1",
              nullptr, {}, Invariant::Compared::No, kTrailStays},
    Invariant{"audit-counter", Severity::Error, "meta audit_log",
              QT_TRANSLATE_NOOP("invariants", "The store has counted every audit row that it holds."),
              "SELECT CAST(top AS TEXT) FROM meta, (SELECT max(seq) AS top FROM audit_log) AS trail WHERE audit_seq < top",
              nullptr, kRaiseSeq},
    Invariant{"audit-end", Severity::Critical, "meta audit_log",
              QT_TRANSLATE_NOOP("invariants", "The audit trail holds every row that was counted, up to the last."),
              "SELECT CAST(audit_seq AS TEXT) FROM meta, (SELECT coalesce(max(seq), 0) AS top FROM audit_log) AS trail"
              " WHERE audit_seq > top",
              nullptr, {}, Invariant::Compared::No, kTrailStays},
    Invariant{"audit-id-unique", Severity::Critical, "audit_log",
              QT_TRANSLATE_NOOP("invariants", "No act has been written twice under the id that it was made with."),
              "SELECT lower(hex(id)) FROM audit_log NOT INDEXED GROUP BY tenant_id, id HAVING count(*) > 1",
              "SELECT id::text FROM audit_log GROUP BY tenant_id, id HAVING count(*) > 1", {}, Invariant::Compared::No, kTrailStays},
    Invariant{"audit-commit-known", Severity::Critical, "meta audit_log",
              QT_TRANSLATE_NOOP("invariants", "No audit row belongs to a commit that the store has not reached."),
              "SELECT CAST(seq AS TEXT) FROM audit_log WHERE commit_no < 1 OR commit_no > (SELECT max(commit_no) FROM meta)",
              nullptr, {}, Invariant::Compared::No, kRestore},
    Invariant{"audit-commit-order", Severity::Error, "audit_log",
              QT_TRANSLATE_NOOP("invariants", "Along the audit trail the commits never go back."),
              "SELECT CAST(seq AS TEXT) FROM (SELECT seq, commit_no, lag(commit_no, 1, 0) OVER (ORDER BY seq) AS previous"
              " FROM audit_log) AS trail WHERE commit_no < previous",
              nullptr, {}, Invariant::Compared::No, kTrailStays},
    Invariant{"audit-result", Severity::Error, "audit_log",
              QT_TRANSLATE_NOOP("invariants", "Each act was done, refused or failed."),
              "SELECT CAST(seq AS TEXT) FROM audit_log WHERE result NOT IN ('done', 'refused', 'failed')", nullptr, {},
              Invariant::Compared::No, kTrailStays},
    Invariant{"audit-details", Severity::Warning, "audit_log",
              QT_TRANSLATE_NOOP("invariants", "What an act changed is written in a form that can be read."),
              "SELECT CAST(seq AS TEXT) FROM audit_log WHERE details <> '' AND CASE WHEN json_valid(details)"
              " THEN json_type(details) <> 'object' ELSE 1 END",
              "SELECT CAST(seq AS TEXT) FROM audit_log WHERE jsonb_typeof(details) <> 'object'", {}, Invariant::Compared::No,
              kTrailStays},
};

constexpr std::array kStates{std::pair{CheckResult::State::Ok, "ok"}, std::pair{CheckResult::State::Broken, "broken"},
                             std::pair{CheckResult::State::Noted, "noted"}, std::pair{CheckResult::State::Crashed, "crashed"},
                             std::pair{CheckResult::State::NotApplicable, "not_applicable"}};

Severity severityOf(const CheckResult &result)
{
    const Invariant *rule = invariantByName(result.name);
    return rule ? rule->severity : result.error ? errorRow(result.error->code()).severity : Severity::Error;
}

} // namespace

std::span<const Invariant> invariants() { return kInvariants; }

const Invariant *invariantByName(QStringView name)
{
    const auto found = std::find_if(kInvariants.begin(), kInvariants.end(),
                                    [name](const Invariant &rule) { return name == QLatin1String(rule.name); });
    return found == kInvariants.end() ? nullptr : &*found;
}

QString toString(CheckResult::State state)
{
    for (const auto &[value, word] : kStates)
        if (value == state)
            return QString::fromLatin1(word);
    return {};
}

std::optional<CheckResult::State> checkStateFromString(QStringView text)
{
    for (const auto &[value, word] : kStates)
        if (text == QLatin1String(word))
            return value;
    return std::nullopt;
}

bool allWell(const QList<CheckResult> &results) { return !firstFault(results); }

std::optional<Error> firstFault(const QList<CheckResult> &results)
{
    const CheckResult *worst = nullptr;
    const CheckResult *crashed = nullptr;
    for (const CheckResult &result : results) {
        if (result.state == CheckResult::State::Crashed && !crashed)
            crashed = &result;
        if (result.state == CheckResult::State::Broken && (!worst || severityOf(result) > severityOf(*worst)))
            worst = &result;
    }
    if (worst && worst->error)
        return worst->error;
    if (worst) {
        const Invariant *rule = invariantByName(worst->name);
        QList<Fact> facts{{QStringLiteral("check"), worst->name}, {QStringLiteral("count"), QString::number(worst->count)}};
        if (rule)
            facts.append({QStringLiteral("table"), QString::fromLatin1(rule->tables).section(u' ', -1)});
        return Error(ErrorCode::RepoInvariant, std::move(facts));
    }
    if (crashed)
        return crashed->error.value_or(Error(ErrorCode::InternalBug, {{QStringLiteral("check"), crashed->name}}));
    return std::nullopt;
}

} // namespace plancia
