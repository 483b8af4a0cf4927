// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/dashboards/dashboards.h"

#include "app/monitoring/config/wholefile.h"
#include "app/monitoring/dashboards/dashboardfile.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::monitoring {

namespace {

constexpr int kMaxFiles = 200;
const QString kEnding = QStringLiteral(".toml");

Result<Dashboard> readDashboard(const QString &path, const QString &id)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    return parseDashboard(file.read(kMaxDashboardBytes + 1), id, path);
}

Error badId(const QString &id)
{
    return Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), id + kEnding},
                                            {QStringLiteral("message"), QStringLiteral("the name of the file may have a-z, 0-9 and -, at most 60")}});
}

} // namespace

Dashboards::Dashboards(QString shipped, QString own, tasks::TaskQueue &tasks)
    : m_shipped(std::move(shipped)), m_own(std::move(own)), m_tasks(tasks), m_worker(QStringLiteral("dashboards")), m_exporter(QStringLiteral("exports"))
{
}

Dashboards::~Dashboards()
{
    m_closing.cancel();
    m_exporter.stop();
    m_worker.stop();
}

/// "10-overview.toml" is "overview": the number is its place.
QString Dashboards::shippedPath(const QString &id) const
{
    for (const QString &name : QDir(m_shipped).entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name))
        if (name.mid(name.indexOf(u'-') + 1) == id + kEnding)
            return m_shipped + u'/' + name;
    return {};
}

QFuture<Result<DashboardsPort::Listed>> Dashboards::list(CallContext context)
{
    return m_worker.run([this, cancel = context.cancel]() -> Result<Listed> {
        Listed listed;
        QSet<QString> seen;
        const auto add = [&](const QString &id, const QString &shipped, const QString &own) {
            seen.insert(id);
            if (!own.isEmpty()) {
                if (auto read = readDashboard(own, id)) {
                    listed.files.append({*read, own, !shipped.isEmpty()});
                    return;
                } else {
                    listed.faults.append(read.error());
                }
            }
            if (shipped.isEmpty())
                return;
            if (auto read = readDashboard(shipped, id))
                listed.files.append({*read, {}, true});
            else
                listed.faults.append(read.error());
        };
        for (const QString &name : QDir(m_shipped).entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name)) {
            const QString id = name.mid(name.indexOf(u'-') + 1).chopped(kEnding.size());
            add(id, m_shipped + u'/' + name, QFile::exists(ownPath(id)) ? ownPath(id) : QString());
        }
        int files = 0;
        for (const QString &name : QDir(m_own).entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name)) {
            if (cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            const QString id = name.chopped(kEnding.size());
            if (seen.contains(id))
                continue;
            if (!isDashboardId(id))
                listed.faults.append(badId(id));
            else if (++files <= kMaxFiles)
                add(id, {}, ownPath(id));
        }
        return listed;
    });
}

QFuture<Result<DashboardFile>> Dashboards::save(Dashboard dashboard, CallContext context)
{
    Q_UNUSED(context)
    return m_worker.run([this, dashboard = std::move(dashboard)]() -> Result<DashboardFile> {
        if (!isDashboardId(dashboard.id))
            return fail(badId(dashboard.id));
        const QString path = ownPath(dashboard.id);
        auto text = writeDashboard(dashboard, path);
        if (!text)
            return fail(text.error());
        // Somebody's work with a fault in it is not written over.
        if (QFile::exists(path))
            if (auto there = readDashboard(path, dashboard.id); !there)
                return fail(there.error());
        if (::mkdir(QFile::encodeName(m_own).constData(), 0700) != 0 && errno != EEXIST)
            return fail(fileError(ErrorCode::IoWrite, errno, m_own));
        if (auto written = writeWhole(path, *text); !written)
            return fail(written.error());
        return DashboardFile{dashboard, path, !shippedPath(dashboard.id).isEmpty()};
    });
}

QFuture<Result<bool>> Dashboards::remove(QString id, CallContext context)
{
    Q_UNUSED(context)
    return m_worker.run([this, id = std::move(id)]() -> Result<bool> {
        if (!isDashboardId(id))
            return fail(badId(id));
        const QString path = ownPath(id);
        if (::unlink(QFile::encodeName(path).constData()) == 0)
            return true;
        if (errno == ENOENT)
            return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}});
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    });
}

QFuture<Result<ListExport>> Dashboards::exportView(ViewSource source, QString path, CallContext context)
{
    return m_tasks.run(m_exporter, QStringLiteral("export"), path, {}, context.cancel, [this, source = std::move(source), path, cancel = context.cancel](const ProgressSink &progress) -> Result<ListExport> {
        auto file = PendingFile::create(path);
        if (!file)
            return fail(file.error());
        ListExport done{path, 0, {}};
        bool isEmpty = true;
        for (ViewPiece piece = source.next(); !piece.bytes.isEmpty(); piece = source.next()) {
            if (cancel.isCancelled() || m_closing.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            if (auto written = file->write(piece.bytes); !written)
                return fail(written.error());
            isEmpty = false;
            done.rows += piece.rows;
            progress({Progress::Unit::Rows, done.rows, std::max(source.rows, done.rows), 0, -1});
        }
        if (isEmpty) // a picture that could not be made is no file
            return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("there was nothing to write")}});
        auto sha256 = file->finish();
        if (!sha256)
            return fail(sha256.error());
        done.sha256 = *sha256;
        return done;
    });
}

} // namespace plancia::monitoring
