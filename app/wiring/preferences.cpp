// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/preferences.h"

#include "app/log/log.h"
#include "app/sql/commit.h"
#include "models/ports/deliver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::wiring {

namespace {

/// One row a setting: its key in the store, how it is written and read, and whether changing it is an act.
struct Setting {
    const char *key;
    bool audited;
    QString (*write)(const Preferences &);
    void (*read)(Preferences &, const QString &);
};
const Setting kSettings[] = {
    {"language", true, [](const Preferences &p) { return p.language; },
     [](Preferences &p, const QString &v) { p.language = v; }},
    {"theme", true, [](const Preferences &p) { return p.theme; }, [](Preferences &p, const QString &v) { p.theme = v; }},
    {"log.level", true, [](const Preferences &p) { return p.logLevel; },
     [](Preferences &p, const QString &v) { p.logLevel = v; }},
    {"log.json", true, [](const Preferences &p) { return p.logJson ? QStringLiteral("1") : QStringLiteral("0"); },
     [](Preferences &p, const QString &v) { p.logJson = v == u"1"; }},
    {"agent.url", true, [](const Preferences &p) { return p.agentUrl; },
     [](Preferences &p, const QString &v) { p.agentUrl = v; }},
    {"password.length", true, [](const Preferences &p) { return QString::number(p.passwordPolicy.minLength); },
     [](Preferences &p, const QString &v) { p.passwordPolicy = boundedPolicy({v.toInt(), p.passwordPolicy.minKinds}); }},
    {"password.kinds", true, [](const Preferences &p) { return QString::number(p.passwordPolicy.minKinds); },
     [](Preferences &p, const QString &v) { p.passwordPolicy = boundedPolicy({p.passwordPolicy.minLength, v.toInt()}); }},
    {"workspace.last", false, [](const Preferences &p) { return p.lastWorkspace; },
     [](Preferences &p, const QString &v) { p.lastWorkspace = v; }},
    {"window.geometry", false,
     [](const Preferences &p) { return QString::fromLatin1(p.windowGeometry.toBase64()); },
     [](Preferences &p, const QString &v) { p.windowGeometry = QByteArray::fromBase64(v.toLatin1()); }},
};

void applyToLog(const Preferences &preferences)
{
    if (const auto level = log::levelFromString(preferences.logLevel))
        log::setLevel(*level);
    log::setJson(preferences.logJson);
}

} // namespace

Result<Preferences> PreferencesStore::load()
{
    auto future = m_console.read<Preferences>(CallContext{}, [](sql::Connection &connection) -> Result<Preferences> {
        auto rows = connection.query("SELECT key, value FROM preferences LIMIT 1000");
        if (!rows)
            return fail(rows.error());
        Preferences preferences;
        for (int i = 0; i < rows->size(); ++i)
            for (const Setting &setting : kSettings)
                if ((*rows)[i].text(0) == QLatin1String(setting.key))
                    setting.read(preferences, (*rows)[i].text(1));
        return preferences;
    });
    future.waitForFinished();
    auto loaded = future.result();
    if (loaded) {
        m_current = *loaded;
        applyToLog(m_current);
    }
    return loaded;
}

QFuture<Result<Preferences>> PreferencesStore::set(Preferences preferences, CallContext context)
{
    QJsonObject details;
    QList<QPair<QString, QString>> changes;
    for (const Setting &setting : kSettings) {
        const QString before = setting.write(m_current);
        const QString after = setting.write(preferences);
        if (before == after)
            continue;
        changes.append({QString::fromLatin1(setting.key), after});
        if (setting.audited)
            details.insert(QString::fromLatin1(setting.key), QJsonArray{before, after});
    }
    audit::Act act;
    act.action = action::SettingsChange;
    act.objectKind = QStringLiteral("settings");
    act.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    const AuditEvent event = m_recorder.begin(act, context);
    const bool audited = !details.isEmpty();

    // The choice shows at once; what is written follows, in order, on the store's writer. What could not be written goes
    // back, unless another choice was made meanwhile.
    const Preferences before = m_current;
    show(preferences);
    auto kept = m_console.write<Preferences>(
        std::move(context), {event.id, {}},
        [recorder = m_recorder, event, audited, changes, preferences](sql::Connection &connection) -> Result<Preferences> {
            for (const auto &[key, value] : changes) {
                auto written = connection.execute("INSERT INTO preferences (key, value) VALUES ($1, $2)"
                                                  " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                                  {key, value});
                if (!written)
                    return fail(written.error());
            }
            if (audited) {
                if (auto appended = recorder.append(connection, event); !appended)
                    return fail(appended.error());
            } else if (auto counted = sql::nextCommitWithoutAudit(connection); !counted) {
                return fail(counted.error());
            }
            return preferences;
        });
    deliver(kept, this, [this, before, preferences](const Result<Preferences> &result) {
        if (!result && m_current == preferences)
            show(before);
    });
    return kept;
}

void PreferencesStore::show(const Preferences &preferences)
{
    const bool visible = preferences != m_current;
    m_current = preferences;
    applyToLog(m_current);
    if (visible)
        emit changed(m_current);
}

} // namespace plancia::wiring
