// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace plancia::tests {

/// What a program did to the files below a folder, in the order in which it was done: the file that ioshim.cpp writes and
/// powerloss.cpp replays. Each record is a head, then the path relative to the folder, then the bytes.
struct IoRecord {
    enum Kind : std::uint32_t {
        Create,     ///< of an empty file
        Write,      ///< `at`: offset; bytes: the content
        Resize,     ///< `at`: the new size
        Sync,       ///< of a file or a folder; has ended well
        Rename,     ///< bytes: the new path
        Unlink,     ///< of a file or an empty folder
        MakeFolder,
        Told,       ///< something was written to the standard output: whoever waits for the program has its answer
    };
    std::uint32_t kind = Create;
    std::uint32_t pathBytes = 0;
    std::uint64_t at = 0;
    std::uint64_t bytes = 0;
};

} // namespace plancia::tests
