// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/desktopnotes.h"

#include "app/log/log.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace plancia::console {

namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
constexpr qsizetype kMaxWaiting = 20;
constexpr qsizetype kMaxChars = 200;

QDBusMessage call(const QString &method) { return QDBusMessage::createMethodCall(kService, kPath, kService, method); }

/// What an agent sent, as one harmless line.
QString plain(QString text)
{
    text = text.left(kMaxChars);
    for (QChar &c : text)
        if (!c.isPrint() && !c.isSurrogate())
            c = u' ';
    return text;
}

} // namespace

DesktopNotes::DesktopNotes(AlertsPort &alerts)
{
    connect(&alerts, &AlertsPort::changed, this, [this](const AlertBoard &board) {
        m_titles.clear();
        for (const AlertRule &rule : board.rules)
            m_titles.insert(rule.name, rule.title);
    });
    connect(&alerts, &AlertsPort::told, this, &DesktopNotes::show);
}

void DesktopNotes::begin()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    bus.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this, SLOT(notificationClosed(uint, uint)));
}

void DesktopNotes::show(const Alert &alert, int more)
{
    if (!QDBusConnection::sessionBus().isConnected())
        return;
    if (m_hasMarkup)
        return send(alert, more);
    if (m_waiting.size() < kMaxWaiting)
        m_waiting.append({alert, more});
    if (std::exchange(m_isAsking, true))
        return;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call(QStringLiteral("GetCapabilities"))), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_isAsking = false;
        const QDBusPendingReply<QStringList> reply = *watcher;
        const auto waiting = std::exchange(m_waiting, {});
        if (reply.isError()) {
            log::info("alerts", QStringLiteral("no notifications on this desktop"), {{QStringLiteral("message"), reply.error().message().left(kMaxChars)}});
            return;
        }
        m_hasMarkup = reply.value().contains(QStringLiteral("body-markup"));
        for (const auto &[one, others] : waiting)
            send(one, others);
    });
}

void DesktopNotes::send(const Alert &alert, int more)
{
    const bool fires = alert.state == Alert::State::Firing;
    const QString title = plain(m_titles.value(alert.rule).isEmpty() ? alert.rule : m_titles.value(alert.rule));
    const QString of = more == 0 ? plain(alert.label) : QCoreApplication::translate("alerts", "%1 and %n more", "of what alerts are", more).arg(plain(alert.label));
    const QString summary = fires ? title : QCoreApplication::translate("alerts", "Resolved: %1").arg(title);
    const QString body = m_hasMarkup.value_or(false) ? of.toHtmlEscaped() : of;
    const bool isCritical = fires && alert.severity == AlertSeverity::Critical;
    QDBusMessage notify = call(QStringLiteral("Notify"));
    notify.setArguments({QStringLiteral("Plancia"), m_shown.value(alert.rule, 0), QStringLiteral("plancia"), summary, body,
                         QStringList{QStringLiteral("default"), QCoreApplication::translate("alerts", "Show")},
                         QVariantMap{{QStringLiteral("urgency"), QVariant::fromValue<uchar>(isCritical ? 2 : 1)},
                                     {QStringLiteral("desktop-entry"), QStringLiteral("plancia")},
                                     {QStringLiteral("category"), QStringLiteral("network.error")}},
                         -1});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(notify), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, id = alert.rule, fires] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            m_hasMarkup.reset(); // the service went away, perhaps another comes
        else if (fires)
            m_shown.insert(id, reply.value());
        else
            m_shown.remove(id);
    });
}

void DesktopNotes::actionInvoked(uint id, const QString &action)
{
    if (action == u"default" && m_shown.values().contains(id))
        emit opened();
}

void DesktopNotes::notificationClosed(uint id, uint reason)
{
    Q_UNUSED(reason)
    m_shown.removeIf([id](const auto &one) { return one.value() == id; });
}

} // namespace plancia::console
