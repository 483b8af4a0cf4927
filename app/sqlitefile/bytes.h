// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Numbers as they stand in an SQLite file: big-endian, and variable-length ones of 1 to 9 bytes (file format, §1.6).
namespace plancia::sqlitefile {

inline quint32 u16(const uchar *p) { return static_cast<quint32>(p[0] << 8 | p[1]); }
inline quint32 u32(const uchar *p) { return u16(p) << 16 | u16(p + 2); }

/// The length of the number at `p`, 0 when it runs over `end`.
inline int varint(const uchar *p, const uchar *end, quint64 &value)
{
    if (p < end && *p < 0x80) { // nearly all are of one byte
        value = *p;
        return 1;
    }
    quint64 sum = 0;
    for (int i = 0; i < 9; ++i) {
        if (p + i >= end)
            return 0;
        if (i == 8) {
            value = sum << 8 | p[8];
            return 9;
        }
        sum = sum << 7 | (p[i] & 0x7fU);
        if (p[i] < 0x80) {
            value = sum;
            return i + 1;
        }
    }
    return 0;
}

/// A two's-complement number of 1 to 8 bytes.
inline qint64 signedInteger(const uchar *p, int bytes)
{
    quint64 sum = p[0] & 0x80U ? ~quint64(0) : 0;
    for (int i = 0; i < bytes; ++i)
        sum = sum << 8 | p[i];
    return static_cast<qint64>(sum);
}

} // namespace plancia::sqlitefile
