// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/keyscanner.h"

#include <algorithm>
#include <cstring>

namespace plancia {

namespace {
bool isKeyByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

struct Seen {
    std::optional<apikeyformat::Digest> key;
    bool isLike = false; ///< the shape is there, and no check fits
};

/// What of our shape begins here. What follows it may be anything: more letters and digits, the middle of a line.
Seen keyAt(QByteArrayView bytes)
{
    Seen seen;
    qsizetype length = 0;
    const qsizetype most = std::min<qsizetype>(bytes.size(), apikeyformat::kMaxLength);
    while (length < most && isKeyByte(bytes[length]))
        ++length;
    for (qsizetype size = length; size >= apikeyformat::kMinLength; --size) {
        if (!apikeyformat::hasShape(bytes.first(size)))
            continue;
        if (auto digest = apikeyformat::digestOf(QString::fromLatin1(bytes.first(size))))
            return {*digest};
        seen.isLike = true;
    }
    return seen;
}
} // namespace

KeyScanner::KeyScanner(const QStringList &products, Found found) : m_found(std::move(found))
{
    for (const QString &product : products) {
        const QByteArray word = product.toLatin1();
        const bool isWord = !word.isEmpty() && word.size() <= 16
            && std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
        if (isWord && !m_needles.contains(word + '_'))
            m_needles.append(word + '_');
    }
}

void KeyScanner::restart()
{
    m_held.clear();
    m_heldAt = 0;
}

void KeyScanner::feed(QByteArrayView bytes)
{
    constexpr qsizetype kHeld = apikeyformat::kMaxLength - 1;
    if (!m_held.isEmpty()) {
        // The seam: what was held back with the beginning of this piece.
        const qsizetype held = m_held.size();
        m_held.append(bytes.first(std::min(bytes.size(), kHeld)));
        const qsizetype end = bytes.size() >= kHeld ? held : std::max<qsizetype>(0, m_held.size() - kHeld);
        scan(m_held, end, m_heldAt);
        if (bytes.size() < kHeld) { // a small piece: it joins what is held
            m_held.remove(0, end);
            m_heldAt += end;
            return;
        }
        m_heldAt += held;
    }
    const qsizetype end = std::max<qsizetype>(0, bytes.size() - kHeld);
    scan(bytes, end, m_heldAt);
    m_held = bytes.sliced(end).toByteArray();
    m_heldAt += end;
}

void KeyScanner::finish()
{
    scan(m_held, m_held.size(), m_heldAt);
    restart();
}

void KeyScanner::scan(QByteArrayView bytes, qsizetype end, qint64 base)
{
    for (const QByteArray &needle : m_needles) {
        // By its last byte, the underscore, which is rare in most texts: many times as fast as memmem() in glibc 2.36.
        const qsizetype before = needle.size() - 1;
        const char *const first = bytes.data();
        const char *const last = first + std::min(bytes.size(), end + before);
        for (const char *at = first + before; at < last; ++at) {
            at = static_cast<const char *>(::memchr(at, '_', static_cast<size_t>(last - at)));
            if (!at)
                break;
            if (::memcmp(at - before, needle.constData(), static_cast<size_t>(before)) != 0)
                continue;
            const qsizetype start = at - before - first;
            const Seen seen = keyAt(bytes.sliced(start));
            if (seen.key)
                m_found({*seen.key, base + start});
            m_lookalikes += seen.isLike;
        }
    }
}

} // namespace plancia
