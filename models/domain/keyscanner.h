// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikeyformat.h"

#include <QByteArray>
#include <QList>
#include <functional>

namespace plancia {

/// Finds API keys of our shape in a stream of bytes: by "<product>_", then by the shape, then by the check at the end. As
/// quick as looking for those few bytes; keeps less than a key's length between two pieces, whatever the lines are like.
/// Pure: what is found is named by what is kept of a key, and the secret stays in the caller's bytes.
class KeyScanner {
public:
    struct Hit {
        apikeyformat::Digest digest;
        qint64 offset = 0; ///< of the key's first byte in the stream
    };
    using Found = std::function<void(const Hit &hit)>;

    /// Products are the first words of keys; what cannot be one is left out.
    KeyScanner(const QStringList &products, Found found);

    /// A piece of any size, in order.
    void feed(QByteArrayView bytes);
    /// The stream is over: what was held back is looked at.
    void finish();
    /// Begins a new stream.
    void restart();
    /// In all streams: what has the shape of a key and a check that does not fit.
    qint64 lookalikes() const { return m_lookalikes; }

private:
    /// Keys that begin before `end` in these bytes, which begin at `base` of the stream.
    void scan(QByteArrayView bytes, qsizetype end, qint64 base);

    QList<QByteArray> m_needles;
    Found m_found;
    QByteArray m_held; ///< the end of the stream so far, where a key may have begun
    qint64 m_heldAt = 0;
    qint64 m_lookalikes = 0;
};

} // namespace plancia
