// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plancia::wiring {

/// A file of 16 MiB beside the stores that is given up when the disk is full, so that the program can end cleanly: the
/// last rows of the trail and the log of the store find room. Made anew at the next start that has room for it.
/// The programs of one user share it. Blocks for a moment on the disk.
class DiskReserve {
public:
    static constexpr qint64 kBytes = 16LL << 20;

    explicit DiskReserve(QString path) : m_path(std::move(path)) {}
    /// Makes it where it is not there yet and the disk has four times as much free; a disk that refuses has none.
    void prepare() const;
    /// Gives it up when the disk has less free than it holds. True when it did.
    bool releaseIfNeeded() const;

private:
    const QString m_path;
};

} // namespace plancia::wiring
