// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QList>
#include <QMetaType>
#include <QUuid>
#include <optional>

/// A control plane that moves from a local store into a PostgreSQL schema, or back into a new local store.
namespace plancia {

/// What a store carries that was moved away, or is being moved. As long as it is there nothing is written to the store.
struct MoveMark {
    enum class State {
        Moving, ///< begun; whether it arrived stands at the other end alone
        Moved,
    };
    State state = State::Moving;
    QUuid id;      ///< of the move; the row of the trail at the other end that proves it has the same
    QString to;    ///< as MovePort names it: "pg:<uuid>", a URL without a password, a path
    QString place; ///< for people: "PostgreSQL · host:port/database", "SQLite · /path"
    qint64 at = 0; ///< Unix ms UTC: when the move began
    QString machine = {}; ///< that began it, for a path: it means nothing elsewhere
    QUuid store = {};     ///< store_id of a schema that is moved into
    bool operator==(const MoveMark &) const = default;
};
/// One JSON object in one line, of ASCII alone, without quotes (') or dollars, so that it can stand in any SQL text.
QByteArray toText(const MoveMark &mark);
std::optional<MoveMark> moveMarkFromText(QByteArrayView text);

/// One table. Hashes are hexadecimal, of the contents in a form that is the same in both kinds of store, whatever the
/// order of the rows; empty while not computed. Rows are -1 while not counted.
struct MovedTable {
    QString name;
    qint64 sourceRows = -1;
    qint64 targetRows = -1; ///< in a plan: those that are there already, of a trail those that stay
    QString sourceHash;
    QString targetHash;
    bool operator==(const MovedTable &) const = default;
};

/// Something of the source that the target has too: "tenant id", "slug" or "former slug".
struct MoveCollision {
    QString kind;
    QString value;
    bool operator==(const MoveCollision &) const = default;
};

/// What a move would do. It can be done when nothing stands in its way.
struct MovePlan {
    QString from, to;           ///< as they were named
    QString fromPlace, toPlace; ///< for people
    QList<MovedTable> tables;   ///< in the order in which they are copied; empty when they could not be read
    QList<MoveCollision> collisions; ///< the first that were found
    QList<Error> obstacles;     ///< each with what removes it
    qint64 rows() const
    {
        qint64 all = 0;
        for (const MovedTable &table : tables)
            all += table.sourceRows > 0 ? table.sourceRows : 0;
        return all;
    }
};

/// What a move has done: both sides counted and hashed before it was final.
struct MoveReport {
    QUuid id;
    QString from, to, fromPlace, toPlace;
    QList<MovedTable> tables;
    qint64 rows = 0;
    qint64 durationMs = 0;
    bool sourceIsClosed = false; ///< the source says where its data went; false: it still says "moving", settle() ends that
};

/// What became of a move that did not report its end.
struct MoveOutcome {
    enum class Kind { None, Arrived, Undone }; ///< None: the store carries no mark of a move under way
    Kind kind = Kind::None;
    std::optional<MoveMark> mark; ///< that the store carries now
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::MovePlan)
Q_DECLARE_METATYPE(plancia::MoveReport)
