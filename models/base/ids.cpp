// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/ids.h"

#include <QRandomGenerator>
#include <QtEndian>
#include <array>
#include <atomic>
#include <chrono>

namespace plancia {

QUuid makeUuidV7(qint64 unixMs, quint64 randomA, quint64 randomB)
{
    std::array<char, 16> bytes{};
    const quint64 high = (static_cast<quint64>(unixMs) << 16) | 0x7000u | (randomA & 0x0fffu);
    const quint64 low = (randomB & 0x3fffffffffffffffull) | 0x8000000000000000ull;
    qToBigEndian(high, bytes.data());
    qToBigEndian(low, bytes.data() + 8);
    return QUuid::fromRfc4122(QByteArray(bytes.data(), 16));
}

QUuid newUuid()
{
    // The twelve bits after the millisecond count up within it, so that ids made in a row sort in a row
    // (RFC 9562 §6.2, method 1). The counter borrows from the next millisecond when it overflows.
    static std::atomic<quint64> last{0};
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    const quint64 wanted = static_cast<quint64>(now.count()) << 12;
    quint64 previous = last.load();
    quint64 next = 0;
    do {
        next = wanted > previous ? wanted : previous + 1;
    } while (!last.compare_exchange_weak(previous, next));
    return makeUuidV7(static_cast<qint64>(next >> 12), next & 0xfff, QRandomGenerator::system()->generate64());
}

} // namespace plancia
