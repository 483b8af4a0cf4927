// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/btreepage.h"

#include <vector>

/// What a sound page of a b-tree looks like, for files whose header or trees tell nothing any more.
namespace plancia::backup::salvage {

/// The parts of the file's header that are the same in every file (file format, §1.3), and a page size that is possible.
bool looksLikeHeader(const uchar *head);
quint32 pageSizeOf(const uchar *head); ///< 0 when it is not possible

struct PageGuess {
    quint32 pageSize = 4096;
    int looked = 0, fitting = 0;
    double share() const { return looked > 0 ? double(fitting) / looked : 0; }
};
/// How many pages of a sample look sound with that size. Blocks.
PageGuess pagesThatFit(int fd, quint32 pageSize, quint32 reserved);
/// The size with which most do; 4096 when none does.
PageGuess guessPages(int fd);

/// Whether the cells' places could be those of a page that SQLite wrote. `bytes` has header.pageSize bytes.
bool looksSound(const uchar *bytes, quint32 pageNo, const sqlitefile::FileHeader &header);

/// One cell of a page that shares no byte with another cell or with room that the page says is free.
struct SoundCell {
    int index = 0;
    sqlitefile::Cell cell;
};
/// The cells that lie where no other does, by index; how many do not is in `unsound`.
std::vector<SoundCell> soundCells(const sqlitefile::BtreePage &page, quint32 pageNo, const sqlitefile::FileHeader &header, int &unsound);

} // namespace plancia::backup::salvage
