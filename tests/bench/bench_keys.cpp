// SPDX-License-Identifier: GPL-3.0-or-later
// bench_keys [KEYS [SAMPLE]]: makes KEYS (default 1,000,000) keys as the console makes them and looks for an id that comes twice; of
// each key one typo, and of SAMPLE (1,000) of them every one: each letter replaced by every other, left out, one put before it or at
// the end, and changed places with its neighbour. The check at the end of a key has to tell all of them.
#include "models/domain/apikeyformat.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTextStream>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

using namespace plancia;

namespace {

/// What a key may hold at all: whatever else is typed is no key by its letters alone.
constexpr QByteArrayView kLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
using Lookup = std::array<char, apikeyformat::kIdLength>;
QTextStream out(stdout);

void fillRandomly(std::span<quint8> bytes)
{
    for (quint8 &byte : bytes)
        byte = static_cast<quint8>(QRandomGenerator::system()->generate());
}

/// Keys that were typed wrongly, and how many of those passed for one.
struct Typos {
    qint64 tried = 0, missed = 0;
    void look(const QByteArray &typed, const QByteArray &key)
    {
        if (typed == key)
            return; // two neighbours alike
        ++tried;
        missed += apikeyformat::parse(typed).has_value();
    }
};

QByteArray swapped(QByteArray key, qsizetype at)
{
    std::swap(key[at], key[at + 1]);
    return key;
}

QByteArray replaced(QByteArray key, qsizetype at, char letter)
{
    key[at] = letter;
    return key;
}

void lookAtAll(const QByteArray &key, Typos &typos)
{
    for (qsizetype at = 0; at <= key.size(); ++at) {
        for (const char letter : kLetters) {
            typos.look(QByteArray(key).insert(at, letter), key);
            if (at < key.size())
                typos.look(replaced(key, at, letter), key);
        }
        if (at < key.size())
            typos.look(QByteArray(key).remove(at, 1), key);
        if (at + 1 < key.size())
            typos.look(swapped(key, at), key);
    }
}

void lookAtOne(const QByteArray &key, std::mt19937_64 &chance, Typos &typos)
{
    const auto at = static_cast<qsizetype>(chance() % static_cast<quint64>(key.size() - 1));
    const char letter = kLetters[static_cast<qsizetype>(chance() % static_cast<quint64>(kLetters.size()))];
    switch (chance() % 4) {
    case 0: return typos.look(replaced(key, at, letter), key);
    case 1: return typos.look(QByteArray(key).remove(at, 1), key);
    case 2: return typos.look(QByteArray(key).insert(at, letter), key);
    default: return typos.look(swapped(key, at), key);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const qint64 keys = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000, sample = argc > 2 ? QByteArray(argv[2]).toLongLong() : 1'000;
    if (keys < 1 || sample < 0) {
        out << "Usage: bench_keys [KEYS [SAMPLE]]\n";
        return 64;
    }
    std::vector<Lookup> ids(static_cast<size_t>(keys));
    std::mt19937_64 chance{1};
    Typos one, all;
    qint64 unread = 0;
    double madeMs = 0;
    QElapsedTimer timer;
    for (qint64 i = 0; i < keys; ++i) {
        timer.start();
        const apikeyformat::Generated made = apikeyformat::generate(QStringLiteral("plancia"), QStringLiteral("live"), fillRandomly);
        madeMs += static_cast<double>(timer.nsecsElapsed()) / 1e6;
        const QByteArray id = made.digest.lookup.toLatin1();
        unread += id.size() != apikeyformat::kIdLength || !apikeyformat::parse(made.key);
        std::copy_n(id.cbegin(), std::min<qsizetype>(id.size(), apikeyformat::kIdLength), ids[static_cast<size_t>(i)].begin());
        lookAtOne(made.key, chance, one);
        if (i < sample)
            lookAtAll(made.key, all);
    }
    std::ranges::sort(ids);
    const auto twice = static_cast<qint64>(ids.end() - std::unique(ids.begin(), ids.end()));
    out << QStringLiteral("%1 keys made in %2 s, %3 µs each; %4 of them are not read again\n").arg(keys).arg(madeMs / 1000, 0, 'f', 1).arg(madeMs * 1000 / static_cast<double>(keys), 0, 'f', 1).arg(unread);
    out << QStringLiteral("RATIO ids of %1 keys that came before: %2 (bar 0)\n").arg(keys).arg(twice);
    out << QStringLiteral("RATIO typos that pass for a key, one of each key, of %1: %2 (bar 0)\n").arg(one.tried).arg(one.missed);
    out << QStringLiteral("RATIO typos that pass for a key, every one of %1 keys, of %2: %3 (bar 0)\n").arg(std::min(keys, sample)).arg(all.tried).arg(all.missed);
    return 0;
}
