// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/iorecord.h"

#include <QByteArray>
#include <QList>
#include <QRandomGenerator>
#include <QString>

namespace plancia::tests {

/// One record with its path and bytes.
struct IoStep {
    IoRecord::Kind kind;
    QString path;
    qint64 at;
    QByteArray bytes;
};

/// The records of a file that ioshim.cpp wrote.
QList<IoStep> readRecord(const QString &path);

/// What a loss of power may leave of a folder that was as `before` and in which the first `steps` of `record` were done: all
/// that a fsync has ended for, and of the rest of each file any 512 bytes or none, of each folder's changes any beginning of
/// them. A file's fsync keeps no name: that takes its folder's. Writes the outcome to `to`, which is made; false when that
/// fails. What memory maps have written (SQLite's -shm) is left out, as the next program makes it anew.
bool losePower(const QString &before, const QList<IoStep> &record, qsizetype steps, const QString &to, QRandomGenerator &random);

} // namespace plancia::tests
