// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/health/healthwords.h"

#include "models/format/format.h"

#include <QCoreApplication>

namespace plancia::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(HealthWords)
};
} // namespace

Tone toneOf(std::optional<HealthCheck::State> state)
{
    if (!state)
        return Tone::Off;
    return *state == HealthCheck::State::Ok ? Tone::Good : *state == HealthCheck::State::Degraded ? Tone::Warning : Tone::Error;
}

QString wordFor(std::optional<HealthCheck::State> state)
{
    if (!state)
        return Words::tr("Unknown", "state of a health target");
    switch (*state) {
    case HealthCheck::State::Ok: return Words::tr("Up", "state of a health target");
    case HealthCheck::State::Degraded: return Words::tr("Degraded", "state of a health target");
    case HealthCheck::State::Down: return Words::tr("Down", "state of a health target");
    }
    return {};
}

QString kindName(HealthTarget::Kind kind)
{
    switch (kind) {
    case HealthTarget::Kind::Postgres: return QStringLiteral("PostgreSQL");
    case HealthTarget::Kind::Redis: return QStringLiteral("Redis");
    case HealthTarget::Kind::Http: return QStringLiteral("HTTP");
    case HealthTarget::Kind::Tcp: return Words::tr("TCP port");
    case HealthTarget::Kind::Prometheus: return Words::tr("Metrics page");
    case HealthTarget::Kind::Certificate: return Words::tr("Certificate");
    case HealthTarget::Kind::Disk: return Words::tr("Disk space");
    case HealthTarget::Kind::Backup: return Words::tr("Backup age");
    }
    return {};
}

QString addressExample(HealthTarget::Kind kind)
{
    switch (kind) {
    case HealthTarget::Kind::Postgres: return QStringLiteral("postgresql://watch@db.example/app");
    case HealthTarget::Kind::Redis: return QStringLiteral("cache.example:6379");
    case HealthTarget::Kind::Http: return QStringLiteral("https://shop.example/health");
    case HealthTarget::Kind::Tcp: return QStringLiteral("mail.example:25");
    case HealthTarget::Kind::Prometheus: return QStringLiteral("http://shop.example:9100/metrics");
    case HealthTarget::Kind::Certificate: return QStringLiteral("shop.example:443");
    case HealthTarget::Kind::Disk: return QStringLiteral("/var/lib");
    case HealthTarget::Kind::Backup: return {};
    }
    return {};
}

QString shareWords(const UpTime &time)
{
    const auto share = time.share();
    return share ? upTimeText(*share) : QStringLiteral("–");
}

QString cellWords(const UpTime &cell, qint64 fromMs, qint64 toMs)
{
    QStringList lines{Words::tr("%1 to %2", "two times").arg(format::dateTime(fromMs), format::dateTime(toMs))};
    if (!cell.worst) {
        lines.append(Words::tr("Not looked at, so nothing is known."));
        return lines.join(u'\n');
    }
    lines.append(Words::tr("%1, up %2", "the worst state in a span, and how much of it was up").arg(wordFor(cell.worst), shareWords(cell)));
    if (cell.downMs > 0)
        lines.append(Words::tr("Down for %1").arg(format::duration(qRound64(cell.downMs))));
    if (cell.unknownMs() > 1000)
        lines.append(Words::tr("Not known for %1").arg(format::duration(cell.unknownMs())));
    return lines.join(u'\n');
}

} // namespace plancia::ui
