// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqlstate.h"

#include "app/sql/movemark.h"

#include <algorithm>
#include <array>

namespace plancia::sql {

namespace {
struct Mapping {
    const char *state; ///< five characters, or a class of two
    ErrorCode code;
};

// Whole states are looked for first, then classes.
constexpr auto kMappings = std::to_array<Mapping>({
    {"28P01", ErrorCode::AuthPasswordRefused},
    {"28000", ErrorCode::AuthPasswordRefused}, // also "no pg_hba.conf entry"; the message says which
    {"42501", ErrorCode::AuthzMissingGrant},
    {"25006", ErrorCode::AuthzReadOnly},
    {"3D000", ErrorCode::DbNotFound},
    {"57P04", ErrorCode::DbNotFound}, // dropped while we were connected
    {"3F000", ErrorCode::DbSchemaMissing},
    {"42P01", ErrorCode::DbSchemaMissing},
    {"42703", ErrorCode::MigOlderSchema}, // our statements are fixed: a column they name came with a later migration
    {"53300", ErrorCode::DbTooManyConnections},
    {"53100", ErrorCode::IoDiskFull},
    {"57P03", ErrorCode::DbStartingUp},
    {"57P01", ErrorCode::DbConnectionLost}, // pg_terminate_backend() and shutdown look alike
    {"57P02", ErrorCode::DbConnectionLost},
    {"57P05", ErrorCode::DbConnectionLost},
    {"25P03", ErrorCode::DbConnectionLost},
    {"57014", ErrorCode::DbTimeout},
    {"55P03", ErrorCode::DbBusy},
    {"40001", ErrorCode::DbSerialization},
    {"40P01", ErrorCode::DbSerialization},
    {"08001", ErrorCode::DbUnreachable},
    {"08004", ErrorCode::DbUnreachable},
    {"08P01", ErrorCode::DbStatement},
    {"08", ErrorCode::DbConnectionLost},
    {"28", ErrorCode::AuthPasswordRefused},
});

ErrorCode codeOf(QByteArrayView sqlstate)
{
    if (sqlstate.isEmpty())
        return ErrorCode::DbConnectionLost;
    for (const Mapping &mapping : kMappings)
        if (sqlstate.startsWith(QByteArrayView(mapping.state)))
            return mapping.code;
    return ErrorCode::DbStatement;
}

/// Messages of class 22 quote the value: `invalid input syntax for type uuid: "…"`. What stands before it says enough.
QString withoutValue(QByteArrayView sqlstate, const QString &message)
{
    const QString text = message.trimmed();
    if (!sqlstate.startsWith("22"))
        return text;
    const qsizetype quote = text.indexOf(QLatin1Char('"'));
    return quote < 0 ? text : text.left(quote).trimmed();
}
} // namespace

Error errorFromSqlState(QByteArrayView sqlstate, const QString &message, QList<Fact> facts)
{
    if (sqlstate == "PLM01")
        if (const auto moved = movedAway(message))
            return Error(moved->code(), moved->facts() + facts);
    if (!sqlstate.isEmpty())
        facts.append({QStringLiteral("sqlstate"), QString::fromLatin1(sqlstate)});
    facts.append({QStringLiteral("message"), withoutValue(sqlstate, message)});
    return Error(codeOf(sqlstate), std::move(facts));
}

bool isRetryableSqlState(QByteArrayView sqlstate) { return sqlstate == "40001" || sqlstate == "40P01"; }

bool endsSession(QByteArrayView sqlstate)
{
    static constexpr auto kStates = std::to_array<const char *>({"57P01", "57P02", "57P03", "57P04", "57P05", "25P03"});
    return sqlstate.isEmpty() || sqlstate.startsWith("08")
           || std::ranges::any_of(kStates, [&](const char *state) { return sqlstate == QByteArrayView(state); });
}

} // namespace plancia::sql
