// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/errors/catalogue.h"

#include "models/errors/rows.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>

namespace plancia {

namespace {

constexpr auto kFacts = std::to_array<FactKey>({
    {"allowed", "the words that are allowed, with commas"},
    {"character", "a character as U+0000, with its name"},
    {"check", "name of a check of the data"},
    {"code", "an error code as it was asked for"},
    {"commit", "number of a write to the store"},
    {"count", "a number of rows"},
    {"current", "the schema's number that was met"},
    {"database", "name of a database"},
    {"detail", "what a message breaks, in English"},
    {"expected", "the version or value that this program knows"},
    {"field", "name of a form's field or of an option"},
    {"file", "name of a file in a backup"},
    {"found", "the version or value that was met"},
    {"free", "free room, as text with its unit"},
    {"holder", "who holds the store: program and process number"},
    {"host", "host name, address or socket folder of a server"},
    {"id", "id of a connection"},
    {"key", "a key of a configuration file"},
    {"length", "a length in characters"},
    {"limit", "the most that is allowed"},
    {"line", "a line number"},
    {"maximum", "the greatest number that is allowed"},
    {"message", "what the system, the server or a library said, in its own words"},
    {"minimum", "the smallest number that is allowed"},
    {"name", "name of a connection, a workspace or a migration"},
    {"needed", "room that is needed, as text with its unit"},
    {"option", "an option of the command line, with its dashes"},
    {"package", "name of a package of the system"},
    {"page", "number of a page of a store, from 1"},
    {"path", "a file or folder"},
    {"place", "where a store lives: SQLite and a path, or PostgreSQL with server and database"},
    {"port", "a TCP port"},
    {"position", "a place in a text, from 1"},
    {"privilege", "a privilege of the database, for example SELECT"},
    {"program", "name of a program"},
    {"seats", "people who may come into a tenant"},
    {"seconds", "a time in seconds"},
    {"since", "a time, in UTC"},
    {"slug", "slug of a tenant"},
    {"source", "who tells an event"},
    {"sqlstate", "five characters of SQLSTATE, or SQLite's result code"},
    {"status", "status of a tenant (trial, active or suspended), or of an HTTP answer"},
    {"step", "number and name of a migration"},
    {"table", "name of a table"},
    {"target", "the schema's number that this program writes"},
    {"trash", "what deleted backups take that can still be had back, as text with its unit"},
    {"until", "a time, in UTC"},
    {"url", "address of an agent or of a service, without secrets"},
    {"user", "name of a database role"},
    {"value", "what was typed, cut short"},
    {"version", "a version that was met"},
    {"workspace", "id or name of a workspace"},
});

struct Category {
    QLatin1String name;
    int exitStatus; // sysexits(3)
    int httpStatus; // RFC 9110 §15, RFC 6585 for 429
};
constexpr auto kCategories = std::to_array<Category>({
    {QLatin1String("AUTH"), 77, 401},
    {QLatin1String("AUTHZ"), 77, 403},
    {QLatin1String("VAL"), 65, 400},
    {QLatin1String("NOT_FOUND"), 66, 404},
    {QLatin1String("CONFLICT"), 75, 409},
    {QLatin1String("RATE"), 75, 429},
    {QLatin1String("DB"), 69, 503},
    {QLatin1String("REPO"), 76, 502},
    {QLatin1String("BKP"), 74, 500},
    {QLatin1String("NET"), 69, 502},
    {QLatin1String("STREAM"), 76, 502},
    {QLatin1String("PROV"), 69, 502},
    {QLatin1String("BUSINESS"), 65, 422},
    {QLatin1String("IO"), 74, 500},
    {QLatin1String("CONFIG"), 78, 500},
    {QLatin1String("MIG"), 78, 500},
    {QLatin1String("INTERNAL"), 70, 500},
});

const Category &category(ErrorCode code)
{
    const QString name = errorCategory(code);
    const auto found = std::ranges::find_if(kCategories, [&](const Category &c) { return c.name == name; });
    return found != kCategories.end() ? *found : kCategories.back();
}

constexpr qsizetype kMaxFact = 300; // a sentence stays a sentence, whatever a server says; the details keep the whole

/// The value on one line and not too long, or nothing when it is not known.
std::optional<QString> shownFact(const Error &error, const QString &key)
{
    QString value = error.fact(key).simplified();
    if (value.isEmpty())
        return std::nullopt;
    if (value.size() > kMaxFact)
        value = value.left(kMaxFact - 1) + QChar(0x2026);
    while (value.endsWith(u'.')) // a server's own full stop, before ours
        value.chop(1);
    return value;
}

/// Replaces each {fact} of a text, in one pass, so that a value that looks like a fact stays as it is. Nothing when one
/// is not known.
std::optional<QString> fillFacts(QStringView text, const Error &error)
{
    QString out;
    while (true) {
        const qsizetype open = text.indexOf(u'{');
        const qsizetype close = open < 0 ? -1 : text.indexOf(u'}', open);
        if (close < 0)
            return out.append(text);
        const auto value = shownFact(error, text.sliced(open + 1, close - open - 1).toString());
        if (!value)
            return std::nullopt;
        out += text.first(open);
        out += *value;
        text = text.sliced(close + 1);
    }
}

QString fill(const char *source, const Error &error)
{
    const QString translated = QCoreApplication::translate("errors", source);
    QStringView rest = translated;
    QString out;
    while (true) {
        const qsizetype open = rest.indexOf(u'[');
        const qsizetype close = open < 0 ? -1 : rest.indexOf(u']', open);
        if (close < 0)
            return out.append(rest);
        out += rest.first(open);
        out += fillFacts(rest.sliced(open + 1, close - open - 1), error).value_or(QString());
        rest = rest.sliced(close + 1);
    }
}

/// A fact that is a JSON array: a member of its own of the problem (models/domain/backup.h).
const QString kDamage = QStringLiteral("damage");

QString detailsOf(const Error &error)
{
    QStringList lines;
    QString indent;
    for (const Error *e = &error; e; e = e->cause()) {
        if (e != &error)
            lines += indent + QStringLiteral("caused by ") + errorId(e->code());
        for (const Fact &fact : e->facts())
            if (fact.key != kDamage) // its message says enough
                lines += indent + fact.key + QStringLiteral(": ") + fact.value;
        indent += QStringLiteral("  ");
    }
    return lines.join(u'\n');
}

QJsonObject factsObject(const Error &error)
{
    QJsonObject facts;
    for (const Fact &fact : error.facts())
        if (fact.key != kDamage)
            facts.insert(fact.key, fact.value);
    return facts;
}

} // namespace

std::span<const ErrorRow> errorCatalogue() { return errorRows(); }

std::span<const FactKey> factKeys() { return kFacts; }

const ErrorRow &errorRow(ErrorCode code)
{
    const auto index = static_cast<size_t>(code);
    const auto rows = errorRows();
    return index < rows.size() ? rows[index] : rows[static_cast<size_t>(ErrorCode::InternalBug)];
}

const ErrorRow *errorRowById(QStringView id)
{
    for (const ErrorRow &row : errorRows())
        if (id.compare(QLatin1String(row.id), Qt::CaseInsensitive) == 0)
            return &row;
    return nullptr;
}

QString errorId(ErrorCode code) { return QString::fromLatin1(errorRow(code).id); }

QString errorCategory(ErrorCode code)
{
    const QString id = errorId(code);
    return id.left(id.lastIndexOf(u'_'));
}

int exitStatus(ErrorCode code)
{
    if (code == ErrorCode::ValUsage)
        return 64; // EX_USAGE
    if (code == ErrorCode::InternalCancelled)
        return 130; // 128 + SIGINT, as shells report it
    return category(code).exitStatus;
}

int httpStatus(ErrorCode code) { return category(code).httpStatus; }

ErrorText describe(const Error &error)
{
    const ErrorRow &row = errorRow(error.code());
    ErrorText text;
    text.id = QString::fromLatin1(row.id);
    text.severity = row.severity;
    text.title = fill(row.title, error);
    text.sentence = fill(row.sentence, error);
    text.cause = fill(row.cause, error);
    text.data = fill(row.data, error);
    for (const ErrorStep &step : row.steps)
        if (step.text)
            text.steps.append({fill(step.text, error), QString::fromLatin1(step.action).section(u':', 0, 0),
                               QString::fromLatin1(step.action).section(u':', 1)});
    text.details = detailsOf(error);
    return text;
}

QByteArray toProblemJson(const Error &error)
{
    const ErrorText text = describe(error);
    QJsonArray steps;
    for (const ErrorStepText &step : text.steps) {
        QJsonObject entry{{QStringLiteral("text"), step.text}};
        if (!step.action.isEmpty())
            entry.insert(QStringLiteral("action"), step.action);
        steps.append(entry);
    }
    QJsonArray causes;
    for (const Error *cause = error.cause(); cause; cause = cause->cause())
        causes.append(QJsonObject{{QStringLiteral("code"), errorId(cause->code())},
                                  {QStringLiteral("facts"), factsObject(*cause)}});
    QJsonObject problem{
        {QStringLiteral("type"), QStringLiteral("urn:plancia:error:") + text.id},
        {QStringLiteral("title"), text.title},
        {QStringLiteral("status"), httpStatus(error.code())},
        {QStringLiteral("detail"), text.sentence},
        {QStringLiteral("code"), text.id},
        {QStringLiteral("cause"), text.cause},
        {QStringLiteral("data"), text.data},
        {QStringLiteral("steps"), steps},
        {QStringLiteral("facts"), factsObject(error)},
    };
    if (const QString damage = error.fact(kDamage); !damage.isEmpty())
        problem.insert(kDamage, QJsonDocument::fromJson(damage.toUtf8()).array());
    if (!causes.isEmpty())
        problem.insert(QStringLiteral("causes"), causes);
    return QJsonDocument(problem).toJson(QJsonDocument::Compact);
}

} // namespace plancia
