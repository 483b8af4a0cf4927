// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>
#include <random>

namespace plancia::tests {

inline int fromEnvironment(const char *name, int otherwise)
{
    bool ok = false;
    const int number = qEnvironmentVariableIntValue(name, &ok);
    return ok ? number : otherwise;
}

/// Damages files of SQLite at random, from a seed.
class Mutator {
public:
    explicit Mutator(unsigned seed) : m_random(seed) {}
    quint32 below(qsizetype n) { return n > 0 ? static_cast<quint32>(m_random() % static_cast<unsigned long>(n)) : 0; }
    /// Bytes where they hurt: the file's header, the head of a page, its cell pointers, its cells.
    QByteArray mutate(QByteArray bytes, qsizetype pageSize)
    {
        static constexpr uchar kNasty[] = {0, 1, 2, 5, 10, 13, 0x7f, 0x80, 0xff};
        for (quint32 times = 1 + below(6); times > 0; --times) {
            const qsizetype page = qsizetype(below(bytes.size() / pageSize)) * pageSize;
            qsizetype at = 0;
            switch (below(5)) {
            case 0: at = below(100); break;
            case 1: at = page + below(12); break;
            case 2: at = page + below(60); break;
            case 3: at = page + pageSize - 1 - below(60); break;
            default: at = page + below(pageSize);
            }
            if (at >= bytes.size())
                continue;
            bytes[at] = static_cast<char>(below(2) ? kNasty[below(std::size(kNasty))] : m_random());
            if (below(8) == 0) // a page in the place of another: trees in a circle
                bytes.replace(page, pageSize, bytes.mid(qsizetype(below(bytes.size() / pageSize)) * pageSize, pageSize));
        }
        if (below(20) == 0)
            bytes.truncate(below(bytes.size()));
        return bytes;
    }

private:
    std::mt19937 m_random;
};

} // namespace plancia::tests
