// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bundle.h"

#include <QAbstractTableModel>

namespace plancia::ui {

/// The files of a debug bundle before it is written: what, why, how large, how much was masked, and their hash. A handful.
/// Lives on the GUI thread.
class BundleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Reason, Size, Masked, Hash, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFiles(QList<BundleFile> files);
    const QList<BundleFile> &files() const { return m_files; }
    /// -1 when there is none of that name.
    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<BundleFile> m_files;
};

/// Why a file is in a bundle, by BundleFile::reason.
QString bundleReason(const QString &reason);

} // namespace plancia::ui
