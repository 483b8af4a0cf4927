// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QList>
#include <QString>
#include <optional>

/// The one door for diagnostics: spdlog behind it, nothing else in the tree writes to a log, to stderr or qDebug (a test
/// refuses it). Every line is masked before it is written. All functions are thread-safe and do not block on the disk.
namespace plancia::log {

enum class Level { Trace, Debug, Info, Warning, Error, Critical, Off };
std::optional<Level> levelFromString(QStringView text); ///< spdlog's words; "warn" and "warning"

struct Options {
    QString folder;  ///< made with mode 0700 when absent
    QString program; ///< "plancia", "planciactl", "plancia-agent": <folder>/<program>.log, 5 MB × 3, rotated under an flock
    QString runId;
    Level level = Level::Info;
    bool json = false; ///< JSON lines instead of text
};

/// Opens the file and starts the writing thread; also takes Qt's own messages in. IO_002, IO_004.
/// Without it (tests) every line is dropped.
Result<bool> start(const Options &options);
/// Writes what is queued and closes the file.
void stop();
/// While it runs.
void setLevel(Level level);
void setJson(bool json);
void flush();
QString filePath();

/// `logger` names the engine ("store", "postgres"); fields such as request, tenant, code, path go beside the message.
void write(Level level, const char *logger, const QString &message, const QList<Fact> &fields = {});
inline void debug(const char *logger, const QString &m, const QList<Fact> &f = {}) { write(Level::Debug, logger, m, f); }
inline void info(const char *logger, const QString &m, const QList<Fact> &f = {}) { write(Level::Info, logger, m, f); }
inline void warning(const char *logger, const QString &m, const QList<Fact> &f = {}) { write(Level::Warning, logger, m, f); }
inline void error(const char *logger, const QString &m, const QList<Fact> &f = {}) { write(Level::Error, logger, m, f); }
/// An Error with its code and facts.
void write(Level level, const char *logger, const Error &error);

/// Text with secrets (passwords and tokens in key=value, JSON, URL and header form, API keys, private keys) and e-mail
/// addresses replaced by ‹masked›; `count` is raised by the number of replacements. Pure. Also used by bundles.
QString mask(const QString &text, int *count = nullptr);

} // namespace plancia::log
