// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/bundle.h"

#include "app/log/log.h"
#include "app/support/redactor.h"
#include "models/errors/catalogue.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

#include <algorithm>
#include <functional>

namespace plancia::support {

namespace {

constexpr qint64 kMaxLogBytes = 16'000'000;  // three log files of 5 MB, whole
constexpr qsizetype kMaxErrors = 1'000;

QString timestamp(qint64 unixMs)
{
    return QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

BundleFile file(QString name, QString reason, QByteArray content, int masked)
{
    BundleFile f;
    f.name = std::move(name);
    f.reason = std::move(reason);
    f.sha256 = sha256(content);
    f.content = std::move(content);
    f.masked = masked;
    return f;
}

QJsonObject factsOf(const Error &error)
{
    QJsonObject facts;
    for (const Fact &fact : error.facts())
        facts.insert(fact.key, fact.value);
    return facts;
}

/// Makes files, each with a Redactor of its own.
class Builder {
public:
    explicit Builder(const BundleSources &sources) : m_sources(sources) {}

    void addJson(const QString &name, const QString &reason, const QJsonValue &value)
    {
        Redactor redactor = makeRedactor();
        const QJsonValue clean = redactor.json(value);
        const QJsonDocument document = clean.isArray() ? QJsonDocument(clean.toArray()) : QJsonDocument(clean.toObject());
        m_files.append(file(name, reason, document.toJson(QJsonDocument::Indented), redactor.count()));
    }

    void addLog()
    {
        if (m_sources.logFile.isEmpty())
            return;
        log::flush(); // the last lines are those that matter most
        Redactor redactor = makeRedactor();
        const QByteArray content = redactor.text(QString::fromUtf8(linesOfThisRun())).toUtf8();
        m_files.append(file(QStringLiteral("logs/") + QFileInfo(m_sources.logFile).fileName(), QStringLiteral("logs"), content,
                            redactor.count()));
    }

    QList<BundleFile> take() { return std::move(m_files); }

private:
    Redactor makeRedactor() const { return Redactor(m_sources.secrets, QDir::homePath()); }

    /// From the oldest part of the log to the newest.
    QByteArray linesOfThisRun() const
    {
        const QString stem = m_sources.logFile.endsWith(QLatin1String(".log")) ? m_sources.logFile.chopped(4) : m_sources.logFile;
        const QByteArray run = m_sources.runId.toUtf8();
        QByteArray lines;
        for (const QString &path : {stem + QStringLiteral(".2.log"), stem + QStringLiteral(".1.log"), m_sources.logFile}) {
            QFile log(path);
            if (!log.exists() && path != m_sources.logFile)
                continue;
            if (!log.open(QIODevice::ReadOnly)) {
                lines += "could not read " + QFileInfo(path).fileName().toUtf8() + ": " + log.errorString().toUtf8() + '\n';
                continue;
            }
            while (!log.atEnd()) {
                const QByteArray line = log.readLine();
                if (line.contains(run))
                    lines += line;
            }
        }
        if (lines.size() > kMaxLogBytes)
            lines = lines.sliced(lines.indexOf('\n', lines.size() - kMaxLogBytes) + 1);
        return lines;
    }

    const BundleSources &m_sources;
    QList<BundleFile> m_files;
};

QJsonArray errorHistory(QList<ErrorNote> errors)
{
    std::ranges::stable_sort(errors, std::greater(), &ErrorNote::at);
    QJsonArray list;
    for (const ErrorNote &note : errors.first(std::min(errors.size(), kMaxErrors))) {
        QJsonArray causes;
        for (const Error *cause = note.error.cause(); cause; cause = cause->cause())
            causes.append(QJsonObject{{QStringLiteral("code"), errorId(cause->code())}, {QStringLiteral("facts"), factsOf(*cause)}});
        list.append(QJsonObject{{QStringLiteral("at"), timestamp(note.at)},
                                {QStringLiteral("code"), errorId(note.error.code())},
                                {QStringLiteral("title"), QString::fromUtf8(errorRow(note.error.code()).title)},
                                {QStringLiteral("request"), note.requestId},
                                {QStringLiteral("facts"), factsOf(note.error)},
                                {QStringLiteral("causes"), causes}});
    }
    return list;
}

QJsonObject versions(const BundleSources &sources)
{
    QJsonObject all{{QStringLiteral("plancia"), QStringLiteral(PLANCIA_VERSION)},
                    {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
                    {QStringLiteral("qt_built_with"), QStringLiteral(QT_VERSION_STR)},
                    {QStringLiteral("kernel"), QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion()},
                    {QStringLiteral("system"), QSysInfo::prettyProductName()},
                    {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()}};
    for (auto it = sources.versions.begin(); it != sources.versions.end(); ++it)
        all.insert(it.key(), it.value());
    return all;
}

QJsonObject schema(const WorkspaceFacts &workspace)
{
    QJsonArray steps;
    for (const MigrationStep &step : workspace.schema.steps)
        steps.append(QJsonObject{{QStringLiteral("number"), step.number},
                                 {QStringLiteral("name"), step.name},
                                 {QStringLiteral("sha256"), step.sha256},
                                 {QStringLiteral("applied"), step.applied}});
    QJsonArray rows; // a table's name beside its number, not as its key: tables of secrets are named like secrets, which are masked
    for (auto it = workspace.rows.begin(); it != workspace.rows.end(); ++it)
        rows.append(QJsonObject{{QStringLiteral("table"), it.key()}, {QStringLiteral("rows"), it.value()}});
    return {{QStringLiteral("workspace"), workspace.identity.id},
            {QStringLiteral("place"), workspace.identity.place},
            {QStringLiteral("read_only"), workspace.identity.readOnly},
            {QStringLiteral("read_only_reason"), workspace.identity.readOnlyReason},
            {QStringLiteral("problem"), workspace.problem},
            {QStringLiteral("current"), workspace.schema.current},
            {QStringLiteral("target"), workspace.schema.target},
            {QStringLiteral("steps"), steps},
            {QStringLiteral("rows"), rows}};
}

QJsonObject manifest(const BundleSources &sources, const QList<BundleFile> &files)
{
    QJsonArray list;
    for (const BundleFile &f : files)
        list.append(QJsonObject{{QStringLiteral("name"), f.name},
                                {QStringLiteral("reason"), f.reason},
                                {QStringLiteral("sha256"), f.sha256},
                                {QStringLiteral("bytes"), f.content.size()},
                                {QStringLiteral("masked"), f.masked}});
    return {{QStringLiteral("version"), 1},
            {QStringLiteral("kind"), QStringLiteral("plancia-bundle")},
            {QStringLiteral("program"), sources.program},
            {QStringLiteral("run"), sources.runId},
            {QStringLiteral("created_at"), timestamp(sources.now)},
            {QStringLiteral("files"), list}};
}

} // namespace

BundlePreview buildBundle(const BundleSources &sources)
{
    Builder builder(sources);
    builder.addLog();
    builder.addJson(QStringLiteral("errors.json"), QStringLiteral("errors"), errorHistory(sources.errors));
    builder.addJson(QStringLiteral("versions.json"), QStringLiteral("versions"), versions(sources));
    builder.addJson(QStringLiteral("settings.json"), QStringLiteral("settings"), sources.settings);
    if (sources.workspace)
        builder.addJson(QStringLiteral("schema.json"), QStringLiteral("schema"), schema(*sources.workspace));

    BundlePreview preview;
    preview.fileName = QStringLiteral("plancia-bundle-%1.zip")
                           .arg(QDateTime::fromMSecsSinceEpoch(sources.now, Qt::UTC).toString(QStringLiteral("yyyyMMddTHHmmssZ")));
    preview.files = builder.take();
    const QByteArray about = QJsonDocument(manifest(sources, preview.files)).toJson(QJsonDocument::Indented);
    preview.files.prepend(file(QStringLiteral("manifest.json"), QStringLiteral("manifest"), about, 0));
    std::ranges::sort(preview.files, {}, &BundleFile::name);
    return preview;
}

} // namespace plancia::support
