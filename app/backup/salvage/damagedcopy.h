// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "app/sqlitefile/pagefile.h"

namespace plancia::backup::salvage {

/// A private copy of a damaged SQLite file as it lies on the disk, to be read page by page: with the whole transactions of
/// the write-ahead log beside it laid over it, as SQLite would, and with a header that can be believed. The original is only
/// read, by a descriptor of its own: nobody in this process may have it open (closing that would drop SQLite's locks), and
/// who writes to it must be kept away by its writer lock. The copy is removed with the object.
class DamagedCopy {
public:
    struct Facts {
        qint64 unreadable = 0;  ///< bytes that the disk refused; zeros in the copy
        qint64 logPages = 0;    ///< taken from the log
        bool headerRebuilt = false; ///< the first 100 bytes were nonsense: page size by the look of the pages, the rest unknown
    };
    /// `ours`: the texts are in UTF-8 and there are no pointer maps, whatever the header says. NOT_FOUND_005, IO_001…004,
    /// IO_005 for less than a page, INTERNAL_003. Blocks.
    static Result<DamagedCopy> take(const QString &file, const QString &folder, bool ours, const CancelToken &cancel,
                                    const std::function<void(qint64)> &copied);

    const Facts &facts() const { return m_facts; }
    const QString &path() const { return m_file->path(); }
    Result<sqlitefile::PageFile> open() const { return sqlitefile::PageFile::open(path()); }

private:
    explicit DamagedCopy(std::unique_ptr<PendingFile> file) : m_file(std::move(file)) {}
    Result<bool> copyBytes(int from, const QString &name, const CancelToken &cancel, const std::function<void(qint64)> &copied);
    Result<bool> layLogOver(const QString &log, const CancelToken &cancel);
    Result<bool> mendHeader(bool ours);
    std::unique_ptr<PendingFile> m_file;
    Facts m_facts;
};

} // namespace plancia::backup::salvage
