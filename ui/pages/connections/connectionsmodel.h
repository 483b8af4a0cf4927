// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"

#include <QAbstractTableModel>

namespace plancia::ui {

/// The saved connections, by name: a handful, so all of them at once. Lives on the GUI thread.
class ConnectionsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Place, User, Encryption, Password, Band, Sleep, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setProfiles(QList<ConnectionProfile> profiles);
    const QList<ConnectionProfile> &profiles() const { return m_profiles; }
    /// -1 when it is not there.
    int rowOf(ConnectionId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const ConnectionProfile &profile, int column) const;

    QList<ConnectionProfile> m_profiles;
};

} // namespace plancia::ui
