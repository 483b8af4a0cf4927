// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/support/bundlemodel.h"

#include "models/format/format.h"
#include "models/items/roles.h"

namespace plancia::ui {

namespace {
constexpr int kShownHash = 16;
}

QString bundleReason(const QString &reason)
{
    if (reason == u"logs")
        return BundleModel::tr("What the program did in this run");
    if (reason == u"errors")
        return BundleModel::tr("Errors that were shown, and when");
    if (reason == u"versions")
        return BundleModel::tr("Versions of the program and its libraries");
    if (reason == u"settings")
        return BundleModel::tr("Settings, without secrets");
    if (reason == u"schema")
        return BundleModel::tr("Shape of the store and rows per table");
    if (reason == u"manifest")
        return BundleModel::tr("List of the files, with their hashes");
    return reason;
}

void BundleModel::setFiles(QList<BundleFile> files)
{
    beginResetModel();
    m_files = std::move(files);
    endResetModel();
}

int BundleModel::rowOf(const QString &name) const
{
    for (int row = 0; row < m_files.size(); ++row)
        if (m_files.at(row).name == name)
            return row;
    return -1;
}

int BundleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

int BundleModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant BundleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_files.size())
        return {};
    const BundleFile &file = m_files.at(index.row());
    if (role == IdRole)
        return file.name;
    if (role == FullTextRole && index.column() == Hash)
        return QStringLiteral("SHA-256 ") + file.sha256;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return file.name;
    case Reason:
        return bundleReason(file.reason);
    case Size:
        return format::bytes(file.content.size());
    case Masked:
        return file.masked == 0 ? QStringLiteral("–") : format::count(file.masked);
    case Hash:
        return file.sha256.left(kShownHash) + u'…';
    }
    return {};
}

QVariant BundleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kKinds[]{ColumnKind::Name, ColumnKind::Text, ColumnKind::Number, ColumnKind::Number,
                                         ColumnKind::Identifier};
    static constexpr int kWidths[]{26, 0, 11, 10, 20};
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
        return tr("File");
    case Reason:
        return tr("Why it is in");
    case Size:
        return tr("Size");
    case Masked:
        return tr("Masked", "column: how many values were masked");
    case Hash:
        return QStringLiteral("SHA-256");
    }
    return {};
}

} // namespace plancia::ui
