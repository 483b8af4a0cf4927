// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/log.h"

#include "app/log/filesink.h"
#include "app/log/lineformat.h"
#include "models/errors/catalogue.h"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace plancia::log {

namespace {
constexpr size_t kQueue = 8192; ///< lines that wait for the disk; then the oldest are dropped and counted
constexpr int kFlushMs = 2000;

/// What start() built. Lines hold it while they are queued, so that stop() never pulls it from under a writer.
struct Running {
    std::shared_ptr<FileSink> sink;
    std::shared_ptr<spdlog::details::thread_pool> pool;
    std::shared_ptr<spdlog::async_logger> logger;
    QString path, runId;
    std::atomic<size_t> posted{0};
};

std::mutex g_mutex;
std::shared_ptr<Running> g_running; ///< guarded by g_mutex
std::atomic<Level> g_level{Level::Info};
std::atomic<bool> g_json{false};
QtMessageHandler g_formerHandler = nullptr;

std::shared_ptr<Running> running()
{
    const std::scoped_lock lock(g_mutex);
    return g_running;
}

void takeQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const Level level = type == QtDebugMsg ? Level::Debug
        : type == QtInfoMsg                ? Level::Info
        : type == QtWarningMsg             ? Level::Warning
        : type == QtCriticalMsg            ? Level::Error
                                           : Level::Critical;
    const QByteArray category = context.category ? context.category : "default";
    write(level, category == "default" ? "qt" : category.constData(), message);
    if (type == QtFatalMsg)
        flush(); // Qt ends the program after this call
}

void drain(Running &running)
{
    const size_t wanted = running.posted.load();
    running.sink->waitFor(
        [&] { return running.sink->handled() + running.pool->overrun_counter() >= wanted; }, kFlushMs);
}
} // namespace

Result<bool> start(const Options &options)
{
    stop();
    if (!QDir().exists(options.folder)) {
        QDir().mkpath(QFileInfo(options.folder).absolutePath());
        if (::mkdir(QFile::encodeName(options.folder).constData(), 0700) != 0 && errno != EEXIST)
            return fail(ErrorCode::IoPermission, {{QStringLiteral("path"), options.folder},
                                                  {QStringLiteral("message"), QString::fromLocal8Bit(strerror(errno))}});
    }
    const QString path = options.folder + u'/' + options.program + QStringLiteral(".log");
    auto sink = FileSink::open(path);
    if (!sink)
        return fail(sink.error());

    auto fresh = std::make_shared<Running>();
    fresh->sink = *sink;
    fresh->path = path;
    fresh->runId = options.runId;
    fresh->pool = std::make_shared<spdlog::details::thread_pool>(kQueue, 1);
    fresh->logger = std::make_shared<spdlog::async_logger>("plancia", *sink, fresh->pool,
                                                           spdlog::async_overflow_policy::overrun_oldest);
    fresh->logger->set_level(spdlog::level::trace); // the level is ours to judge, before a line is made
    fresh->sink->setOverrunSource([pool = fresh->pool.get()] { return pool->overrun_counter(); });
    g_level = options.level;
    g_json = options.json;
    {
        const std::scoped_lock lock(g_mutex);
        g_running = std::move(fresh);
    }
    g_formerHandler = qInstallMessageHandler(takeQtMessage);
    return true;
}

void stop()
{
    std::shared_ptr<Running> old;
    {
        const std::scoped_lock lock(g_mutex);
        old = std::exchange(g_running, nullptr);
    }
    if (!old)
        return;
    qInstallMessageHandler(g_formerHandler);
    drain(*old);
}

void setLevel(Level level) { g_level = level; }
void setJson(bool json) { g_json = json; }

void flush()
{
    if (const auto now = running())
        drain(*now);
}

QString filePath()
{
    const auto now = running();
    return now ? now->path : QString();
}

void write(Level level, const char *logger, const QString &message, const QList<Fact> &fields)
{
    if (level < g_level.load() || level == Level::Off)
        return;
    const auto now = running();
    if (!now)
        return;
    const QByteArray line
        = formatLine(g_json, QDateTime::currentMSecsSinceEpoch(), level, logger, message, fields, now->runId);
    ++now->posted;
    now->logger->log(spdlog::level::info, spdlog::string_view_t(line.constData(), static_cast<size_t>(line.size())));
}

void write(Level level, const char *logger, const Error &error)
{
    QList<Fact> fields{{QStringLiteral("code"), errorId(error.code())}};
    fields += error.facts();
    QString prefix;
    for (const Error *cause = error.cause(); cause; cause = cause->cause()) {
        prefix += QStringLiteral("cause.");
        fields.append({prefix + QStringLiteral("code"), errorId(cause->code())});
        for (const Fact &fact : cause->facts())
            fields.append({prefix + fact.key, fact.value});
    }
    write(level, logger, QString::fromUtf8(errorRow(error.code()).title), fields);
}

} // namespace plancia::log
