// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "ui/kit/card.h"

namespace plancia::ui {

/// Where alerts are told, a line each, with whether that went well and a button that tries it.
class ChannelList : public Card {
    Q_OBJECT
public:
    explicit ChannelList(QWidget *parent = nullptr);
    /// Nothing is built anew while it is the same.
    void showChannels(const QList<AlertChannel> &channels, qint64 nowMs);

signals:
    void testAsked(const QString &name);

private:
    void addChannel(const AlertChannel &channel, qint64 nowMs);

    QList<AlertChannel> m_channels;
    bool m_isFilled = false;
    QVBoxLayout *m_lines = nullptr;
};

} // namespace plancia::ui
