// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/accesswatch.h"

#include "app/log/log.h"

#include <QFile>
#include <sys/stat.h>

namespace plancia::agent {

namespace {
constexpr int kLookMs = 2000;
}

AccessWatch::AccessWatch(const Config &config, QString path, const Clock &clock, Apply apply, Tell tell)
    : m_config(config), m_path(std::move(path)), m_clock(clock), m_apply(std::move(apply)), m_tell(std::move(tell)), m_seen(look())
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        if (look() != m_seen)
            readNow();
    });
    m_timer.start(kLookMs);
}

QList<QByteArray> AccessWatch::look() const
{
    QList<QByteArray> seen;
    for (const QString &file : {m_config.tokenFile, m_config.tokenHashesFile, m_config.tlsCertificate, m_config.tlsKey}) {
        struct stat found {};
        if (file.isEmpty() || ::stat(QFile::encodeName(file).constData(), &found) != 0)
            found = {};
        seen.append(QByteArray::number(qulonglong(found.st_ino)) + ' ' + QByteArray::number(qlonglong(found.st_size)) + ' '
                    + QByteArray::number(qlonglong(found.st_ctim.tv_sec)) + ' ' + QByteArray::number(qlonglong(found.st_ctim.tv_nsec)));
    }
    return seen;
}

void AccessWatch::readNow()
{
    m_seen = look(); // before it is read: what changes meanwhile is seen the next time
    QList<Error> faults;
    const Access access = readAccess(m_config, m_path, m_clock.nowMs(), faults);
    for (const Error &fault : std::as_const(faults))
        log::write(log::Level::Error, "agent", fault);
    if (!faults.isEmpty())
        return m_tell(faults);
    log::info("agent", QStringLiteral("tokens and certificate read again"), {{QStringLiteral("tokens"), QString::number(access.tokens.size())}});
    m_apply(access);
}

} // namespace plancia::agent
