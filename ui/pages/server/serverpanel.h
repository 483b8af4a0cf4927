// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/server.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

class FactGrid;

/// A table or an index of a server, with all that is known of it.
class ServerPanel : public SidePanel {
    Q_OBJECT
public:
    explicit ServerPanel(QWidget *parent = nullptr);
    /// `indexes` are null while they are being asked for, or when they could not be read.
    void openTable(const ServerTable &table, const ServerTables &of, const ServerIndexes *indexes, bool areIndexesUnreadable);
    void openIndex(const ServerIndex &index, const ServerIndexes &of);

signals:
    void tableAsked(qint64 id);
    void indexAsked(qint64 id);

private:
    void begin(const QString &title, const QList<ServerFinding> &findings, const QString &kind);
    FactGrid *facts(const QString &section = {});
    void addIndexes(const ServerTable &table, const ServerIndexes *indexes, bool areUnreadable);

    QVBoxLayout *m_part;
};

} // namespace plancia::ui
