// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/openconnections.h"

#include "app/log/log.h"

#include <QMap>
#include <mutex>

namespace plancia::sql {

namespace {
// Of the process, as file descriptors are: nobody could pass it to everyone who opens a connection.
std::mutex s_mutex;
QMap<int, QString> s_open; ///< under s_mutex
int s_last = 0;            ///< under s_mutex

/// The path inside the source tree.
QString placeOf(const std::source_location &where)
{
    const QString file = QString::fromUtf8(where.file_name());
    qsizetype start = file.lastIndexOf(u"tests/");
    if (start < 0)
        start = std::max<qsizetype>(file.lastIndexOf(u"app/"), 0);
    return QStringLiteral("%1:%2").arg(file.mid(start), QString::number(where.line()));
}
} // namespace

OpenConnection::OpenConnection(const QString &what, const std::source_location &where)
{
    const QString entry = placeOf(where) + QStringLiteral(" · ") + what;
    qsizetype count = 0;
    {
        const std::scoped_lock lock(s_mutex);
        m_number = ++s_last;
        s_open.insert(m_number, entry);
        count = s_open.size();
    }
    if (count == kManyConnections + 1)
        log::warning("sql", QStringLiteral("many connections are open"),
                     {{QStringLiteral("count"), QString::number(count)}, {QStringLiteral("last"), entry}});
}

OpenConnection::~OpenConnection()
{
    const std::scoped_lock lock(s_mutex);
    s_open.remove(m_number);
}

QStringList OpenConnection::all()
{
    const std::scoped_lock lock(s_mutex);
    return s_open.values();
}

} // namespace plancia::sql
