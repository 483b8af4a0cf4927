// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connectionwords.h"

#include <QCoreApplication>

namespace plancia::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};
} // namespace

QString stageName(ConnectionStage stage)
{
    switch (stage) {
    case ConnectionStage::NameLookup:
        return Words::tr("Name lookup");
    case ConnectionStage::Tcp:
        return Words::tr("Network");
    case ConnectionStage::Tls:
        return Words::tr("Encryption (TLS)");
    case ConnectionStage::Authentication:
        return Words::tr("Sign-in");
    case ConnectionStage::Database:
        return Words::tr("Database");
    case ConnectionStage::Privileges:
        return Words::tr("Privileges");
    case ConnectionStage::Schema:
        return Words::tr("Plancia’s schema");
    }
    return {};
}

QString stagePurpose(ConnectionStage stage)
{
    switch (stage) {
    case ConnectionStage::NameLookup:
        return Words::tr("Turns the host’s name into addresses.");
    case ConnectionStage::Tcp:
        return Words::tr("Reaches the port of the server.");
    case ConnectionStage::Tls:
        return Words::tr("Agrees on encryption and checks the certificate.");
    case ConnectionStage::Authentication:
        return Words::tr("Shows user and password to the server.");
    case ConnectionStage::Database:
        return Words::tr("Opens the database.");
    case ConnectionStage::Privileges:
        return Words::tr("Looks at what the role may do.");
    case ConnectionStage::Schema:
        return Words::tr("Looks for Plancia’s tables.");
    }
    return {};
}

QString stageStateName(StageResult::State state)
{
    switch (state) {
    case StageResult::State::Passed:
        return Words::tr("passed", "stage of a connection test");
    case StageResult::State::Failed:
        return Words::tr("failed", "stage of a connection test");
    case StageResult::State::Skipped:
        return Words::tr("not reached", "stage of a connection test");
    case StageResult::State::Warning:
        return Words::tr("look at it", "stage of a connection test that passed with a warning");
    }
    return {};
}

Tone stageTone(StageResult::State state)
{
    switch (state) {
    case StageResult::State::Passed:
        return Tone::Good;
    case StageResult::State::Failed:
        return Tone::Error;
    case StageResult::State::Skipped:
        return Tone::Note;
    case StageResult::State::Warning:
        return Tone::Warning;
    }
    return Tone::None;
}

QString passwordSourceName(PasswordSource source)
{
    switch (source) {
    case PasswordSource::Keyring:
        return Words::tr("key ring");
    case PasswordSource::PgPass:
        return Words::tr("~/.pgpass or service");
    case PasswordSource::ThisRun:
        return Words::tr("kept for this run");
    case PasswordSource::None:
        return Words::tr("no password");
    }
    return {};
}

QStringList sslModes()
{
    return {QStringLiteral("disable"), QStringLiteral("allow"),     QStringLiteral("prefer"),
            QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
}

QString sslModeName(const QString &mode)
{
    if (mode == u"disable")
        return Words::tr("disable – never encrypted");
    if (mode == u"allow")
        return Words::tr("allow – only if the server insists");
    if (mode == u"prefer")
        return Words::tr("prefer – if the server can");
    if (mode == u"require")
        return Words::tr("require – server not checked");
    if (mode == u"verify-ca")
        return Words::tr("verify-ca – certificate checked");
    if (mode == u"verify-full")
        return Words::tr("verify-full – certificate and name checked");
    return mode;
}

QString sslModeWarning(const QString &mode, const QString &host)
{
    // On this machine nobody stands between the program and the server.
    if (suggestSslMode(host) == u"prefer" || mode == u"verify-full")
        return {};
    if (mode == u"verify-ca")
        return Words::tr("The server’s name is not compared with its certificate: another server with a certificate of the "
                         "same authority could take its place.");
    if (mode == u"require")
        return Words::tr("The line is encrypted, but nothing proves that the other end is your server.");
    if (mode == u"disable")
        return Words::tr("Everything, the password’s proof included, crosses the network in the clear.");
    return Words::tr("Whoever stands between can switch encryption off without being noticed.");
}

QStringList bandColours()
{
    return {QStringLiteral("red"), QStringLiteral("amber"), QStringLiteral("green"), QStringLiteral("grey")};
}

QString bandColourName(const QString &colour)
{
    if (colour == u"red")
        return Words::tr("Red: production");
    if (colour == u"amber")
        return Words::tr("Amber: handle with care");
    if (colour == u"green")
        return Words::tr("Green: mine to try things");
    return Words::tr("Grey: nothing special");
}

QString placeOf(const ConnectionProfile &profile)
{
    if (profile.host.isEmpty() && !profile.service.isEmpty())
        return Words::tr("service %1").arg(profile.service);
    QString place = profile.host;
    if (!profile.host.startsWith(u'/'))
        place += u':' + QString::number(profile.port);
    return profile.database.isEmpty() ? place : place + QStringLiteral(" / ") + profile.database;
}

} // namespace plancia::ui
