// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/clipboardsecret.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

namespace plancia::ui {

ClipboardSecret::ClipboardSecret(QObject *parent, int clearAfterMs) : QObject(parent)
{
    m_time = new QTimer(this);
    m_time->setSingleShot(true);
    m_time->setTimerType(Qt::PreciseTimer);
    m_time->setInterval(clearAfterMs);
    connect(m_time, &QTimer::timeout, this, &ClipboardSecret::clear);
}

ClipboardSecret::~ClipboardSecret()
{
    if (m_time->isActive() && qGuiApp)
        clear();
}

void ClipboardSecret::copy(const QString &secret)
{
    m_data = new QMimeData; // the clipboard owns it, until somebody copies something else
    m_data->setText(secret);
    m_data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret"); // as KeePassXC and Klipper agreed
    QGuiApplication::clipboard()->setMimeData(m_data);
    m_time->start();
}

int ClipboardSecret::remainingMs() const { return m_time->isActive() ? m_time->remainingTime() : 0; }

void ClipboardSecret::clear()
{
    m_time->stop();
    // Told by the object and not by its text: to read what another program copied would wait for that program.
    if (m_data && QGuiApplication::clipboard()->mimeData() == m_data)
        QGuiApplication::clipboard()->clear();
    emit cleared();
}

} // namespace plancia::ui
