// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/segment.h"

#include <optional>

namespace plancia::backup::archive {

/// A full backup from which moments are built.
struct Base {
    qint64 commitNo = 0;
    qint64 at = 0;     ///< Unix ms UTC
    QString name;      ///< of its folder among the backups
    qint64 record = 0; ///< place in the chain at which it stands
    QByteArray chain;  ///< chain() of that record
    qint64 bytes = 0;
};

/// What the archive holds, as values: no I/O. A line is a stretch without a gap; within it each record follows the one before.
class Index {
public:
    struct Line {
        qsizetype begin = 0, end = 0; ///< records
        ArchiveGap gap;               ///< how it began
        QList<Base> bases;            ///< by commit number
    };
    struct Entry { ///< a moment that can be had back
        qint64 no = 0;
        qint64 at = 0;
        qint64 auditSeq = -1; ///< -1: not known
        qsizetype line = 0;
    };
    struct Route {
        Base base;
        QList<RecordHead> records; ///< what to lay over the base, in order
        quint32 dbPages = 0;       ///< 0: as the base
    };

    /// `records` in any order; `bases` that are there on the disk. Records that another replaces are left out.
    static Index build(QList<RecordHead> records, const QList<Base> &bases);

    const QList<RecordHead> &records() const { return m_records; }
    const QList<Line> &lines() const { return m_lines; }
    /// By commit number. Where the store lost commits and made others of the same number, the newer ones count.
    const QList<Entry> &moments() const { return m_moments; }
    const RecordHead *newest() const { return m_records.isEmpty() ? nullptr : &m_records.last(); }
    /// Of the newest line; -1: none yet.
    qint64 lastCommit() const;
    bool newestLineHasBase() const { return !m_lines.isEmpty() && !m_lines.last().bases.isEmpty(); }
    qint64 bytesSinceBase() const; ///< of the newest line's records after its newest base
    /// Records that another, merged one replaces: leftovers.
    const QStringList &replaced() const { return m_replaced; }
    /// The record of the newest line that a backup of that commit stands at.
    const RecordHead *standsAt(qint64 commitNo) const;

    const Entry *moment(qint64 commitNo) const;
    /// NOT_FOUND_007; BKP_016 for a commit that lies in a gap.
    Result<Route> route(qint64 commitNo) const;

private:
    void findLines();
    void placeBases(const QList<Base> &bases);
    void findMoments();
    QList<RecordHead> m_records;
    QList<Line> m_lines;
    QList<Entry> m_moments;
    QStringList m_replaced;
};

} // namespace plancia::backup::archive
