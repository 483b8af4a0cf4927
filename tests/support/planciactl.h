// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <memory>

/// The real programs as processes, in this process's environment (PLANCIA_HOME, PLANCIA_BIN).
namespace plancia::tests {

constexpr int kProgramMs = 60'000; ///< longer no run takes

inline std::unique_ptr<QProcess> startProgram(const QString &program, const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->start(qEnvironmentVariable("PLANCIA_BIN") + u'/' + program, arguments);
    return process;
}

/// What a run left behind.
struct Ran {
    int status = -1; ///< -1: killed, or it did not end
    QJsonObject out;
    QByteArray err;
    QString code() const { return QJsonDocument::fromJson(err).object().value(QStringLiteral("code")).toString(); }
};

inline Ran finishProgram(QProcess &process)
{
    if (!process.waitForFinished(kProgramMs))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QJsonDocument::fromJson(process.readAllStandardOutput()).object(), process.readAllStandardError()};
}

/// planciactl --json
inline Ran ctl(const QStringList &arguments)
{
    return finishProgram(*startProgram(QStringLiteral("planciactl"), QStringList{QStringLiteral("--json")} + arguments));
}
inline QStringList words(const char *text) { return QString::fromLatin1(text).split(u' '); }

} // namespace plancia::tests
