// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/salvage/pageshape.h"
#include "models/base/canceltoken.h"

#include <QStringList>
#include <functional>

namespace plancia::backup::salvage {

/// Walks the trees of a damaged file as far as they go: around what is broken, each page once, whoever claims it first.
/// Bounded on any bytes. Blocks; on one thread.
class TreeWalk {
public:
    struct PageView {
        quint32 no = 0;
        const sqlitefile::BtreePage &page;
        const std::vector<SoundCell> &cells;
    };
    /// Told of each page that holds rows. False: it is no page of this tree, and neither is what lies below.
    using PageSink = std::function<Result<bool>(const PageView &)>;

    TreeWalk(const sqlitefile::PageFile &file, const CancelToken &cancel);

    /// INTERNAL_003, and what the sink says. `label` names the tree in what is damaged, in English.
    Result<bool> tree(quint32 root, bool isIndex, const QString &label, const PageSink &sink);
    /// Claims the overflow pages of a row; false when the chain is broken or somebody else's.
    bool claimChain(const sqlitefile::Cell &cell);
    /// Claims the pages of the freelist. False when it cannot be followed to its end: then a page that nobody claims may as
    /// well be a free one, with old rows on it.
    bool claimFreelist();
    /// False when it is taken, or no page of data.
    bool claim(quint32 page);
    bool isClaimed(quint32 page) const { return page < m_claimed.size() && m_claimed[page]; }
    void noteDamage(quint32 page, const QString &label, const char *what);

    const QStringList &damage() const { return m_damage; } ///< at most kMaxDamage
    qint64 damagedPlaces() const { return m_places; }

private:
    Result<bool> visit(quint32 pageNo, quint32 parent, int depth);

    const sqlitefile::PageFile &m_file;
    const CancelToken m_cancel;
    std::vector<bool> m_claimed;
    QStringList m_damage;
    qint64 m_places = 0;
    // Of the tree that is being walked.
    bool m_isIndex = false;
    QString m_label;
    const PageSink *m_sink = nullptr;
};

} // namespace plancia::backup::salvage
