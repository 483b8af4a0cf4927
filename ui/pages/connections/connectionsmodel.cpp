// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connectionsmodel.h"

#include "models/items/roles.h"
#include "ui/pages/connections/connectionwords.h"

#include <algorithm>

namespace plancia::ui {

void ConnectionsModel::setProfiles(QList<ConnectionProfile> profiles)
{
    std::sort(profiles.begin(), profiles.end(), [](const ConnectionProfile &a, const ConnectionProfile &b) {
        const int order = QString::localeAwareCompare(a.name, b.name);
        return order == 0 ? a.id < b.id : order < 0;
    });
    beginResetModel();
    m_profiles = std::move(profiles);
    endResetModel();
}

int ConnectionsModel::rowOf(ConnectionId id) const
{
    for (int row = 0; row < m_profiles.size(); ++row)
        if (m_profiles.at(row).id == id)
            return row;
    return -1;
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_profiles.size());
}

int ConnectionsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ConnectionsModel::textOf(const ConnectionProfile &profile, int column) const
{
    switch (column) {
    case Name:
        return profile.name;
    case Place:
        return placeOf(profile);
    case User:
        return profile.user;
    case Encryption:
        return profile.sslMode;
    case Password:
        return passwordSourceName(profile.password);
    case Band:
        return profile.readOnly ? tr("%1, read-only").arg(bandColourName(profile.colour)) : bandColourName(profile.colour);
    case Sleep:
        return profile.maySleep ? tr("may sleep") : QString();
    }
    return {};
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_profiles.size())
        return {};
    const ConnectionProfile &profile = m_profiles.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case FullTextRole:
        return textOf(profile, index.column());
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                                textOf(profile, index.column()));
    case IdRole:
        return profile.id.toString();
    case ToneRole:
        return index.column() == Sleep && profile.maySleep ? QVariant(static_cast<int>(Tone::Off)) : QVariant();
    case StatusRole:
        return index.column() == Band ? profile.colour : QVariant();
    }
    return {};
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kKinds[]{ColumnKind::Name, ColumnKind::Identifier, ColumnKind::Identifier,
                                         ColumnKind::Text, ColumnKind::Faint,      ColumnKind::Text,       ColumnKind::State};
    static constexpr int kWidths[]{20, 0, 16, 13, 19, 26, 14};
    switch (role) {
    case Qt::DisplayRole:
        break;
    case ColumnKindRole:
        return static_cast<int>(kKinds[section]);
    case ColumnWidthRole:
        return kWidths[section];
    case SortKeyRole:
        return -1;
    default:
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Place:
        return tr("Place");
    case User:
        return tr("User");
    case Encryption:
        return tr("Encryption");
    case Password:
        return tr("Password");
    case Band:
        return tr("Band");
    case Sleep:
        return tr("Sleep", "whether a server may");
    }
    return {};
}

} // namespace plancia::ui
