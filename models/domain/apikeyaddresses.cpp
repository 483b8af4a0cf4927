// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/apikey.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace plancia {

namespace {
/// RFC 4632 and RFC 4291: an address of four or sixteen bytes, and how many of its first bits count.
struct Block {
    std::array<quint8, 16> bytes{};
    int size = 0; ///< 4 or 16
    int prefix = 0;

    /// One bit of the address, the first being 0.
    bool bit(int at) const { return (bytes[static_cast<size_t>(at / 8)] >> (7 - at % 8)) & 1; }
};

std::optional<Block> blockFrom(QStringView text)
{
    if (text.size() > 64)
        return std::nullopt;
    const qsizetype slash = text.indexOf(u'/');
    const QByteArray address = text.left(slash < 0 ? text.size() : slash).toLatin1();
    Block block;
    if (inet_pton(AF_INET, address.constData(), block.bytes.data()) == 1)
        block.size = 4;
    else if (inet_pton(AF_INET6, address.constData(), block.bytes.data()) == 1)
        block.size = 16;
    else
        return std::nullopt;
    block.prefix = block.size * 8;
    if (slash >= 0) {
        const QStringView digits = text.mid(slash + 1);
        bool ok = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        const int prefix = ok ? digits.toInt(&ok) : 0;
        if (!ok || digits.size() > 3 || prefix > block.prefix)
            return std::nullopt;
        block.prefix = prefix;
    }
    for (int i = block.prefix; i < block.size * 8; ++i)
        if (block.bit(i))
            return std::nullopt; // an address within a block is not that block
    return block;
}
/// ::ffff:192.0.2.1 is 192.0.2.1 as a socket for both kinds shows it (RFC 4291 §2.5.5.2).
Block unmapped(const Block &block)
{
    static constexpr std::array<quint8, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (block.size != 16 || !std::equal(kMapped.begin(), kMapped.end(), block.bytes.begin()))
        return block;
    Block four;
    std::copy(block.bytes.begin() + 12, block.bytes.end(), four.bytes.begin());
    four.size = 4;
    four.prefix = 32;
    return four;
}
} // namespace

QString canonicalBlock(QStringView text)
{
    const auto block = blockFrom(text);
    if (!block)
        return {};
    char shown[INET6_ADDRSTRLEN];
    if (inet_ntop(block->size == 4 ? AF_INET : AF_INET6, block->bytes.data(), shown, sizeof shown) == nullptr)
        return {};
    const QString address = QString::fromLatin1(shown);
    return block->prefix == block->size * 8 ? address : QStringLiteral("%1/%2").arg(address).arg(block->prefix);
}

bool isAllowedFrom(const QStringList &blocks, QStringView address)
{
    if (blocks.isEmpty())
        return true;
    const auto shown = blockFrom(address);
    if (!shown || shown->prefix != shown->size * 8)
        return false;
    const Block from = unmapped(*shown);
    return std::any_of(blocks.begin(), blocks.end(), [&from](const QString &text) {
        const auto block = blockFrom(text);
        if (!block || block->size != from.size)
            return false;
        for (int i = 0; i < block->prefix; ++i)
            if (block->bit(i) != from.bit(i))
                return false;
        return true;
    });
}

} // namespace plancia
