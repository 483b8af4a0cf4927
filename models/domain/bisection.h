// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"

#include <QMetaType>

#include <optional>
#include <vector>

namespace plancia {

/// Finds where a fault came in among things in the order of their age, looking at as few as possible. Some cannot be looked
/// at, and the search goes round them. Pure.
class Bisection {
public:
    enum class Answer { Clean, Broken, Unreadable };
    struct Outcome {
        int lastClean = -1;   ///< -1: none, the fault is older than all
        int firstBroken = -1; ///< -1: none, the newest is clean
        bool isSteady = true; ///< false: one before is broken or one after is clean, so it came and went
    };

    explicit Bisection(int count) : m_answers(static_cast<size_t>(count)) {} ///< 0 is the oldest
    /// The one to look at next; nothing when the answer is known: the two beside it were looked at too.
    std::optional<int> next() const { return walk().next; }
    void answer(int item, Answer answer) { m_answers[static_cast<size_t>(item)] = answer; }
    Outcome outcome() const { return walk().outcome; }
    int most() const; ///< so many are looked at in the end, about

private:
    struct Walk {
        std::optional<int> next;
        Outcome outcome;
    };
    Walk walk() const;
    int readable(int from, int step) const; ///< the first that can be looked at, as far as is known; -1: none
    std::vector<std::optional<Answer>> m_answers;
};

/// The last backup in which a check held, and the first in which it did not.
struct BisectReport {
    QString check;
    int backups = 0; ///< of the newest line of history
    int tried = 0;
    std::optional<BackupInfo> lastClean;   ///< kept from now on; nothing: the fault is older than all
    std::optional<BackupInfo> firstBroken; ///< nothing: the newest backup is clean
    QStringList unreadable; ///< paths of those that could not be looked at
    bool isSteady = true;   ///< as Bisection::Outcome has it
    bool operator==(const BisectReport &) const = default;
};
inline const QString kIntegrityCheck = QStringLiteral("integrity-check");
/// The checks that can be run on a backup of a server: the rules of the data; and on that of a store: those of its file too.
QStringList rulesToBisect();
QStringList checksToBisect();

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BisectReport)
