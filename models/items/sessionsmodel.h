// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/serversession.h"
#include "models/items/roles.h"
#include "models/items/rowsmodel.h"

#include <QLocale>

namespace plancia {

QString wordFor(ServerSession::State state); ///< "Idle in transaction"
/// Active, waiting, and what holds a transaction open without working are told apart.
Tone toneOf(const ServerSession &session);
/// Since when it does what it does now: the query of an active one, the transaction of an idle one in it, else its state. 0 for not known.
qint64 busySince(const ServerSession &session);

/// Which sessions are listed.
struct SessionFilter {
    enum class Kind { All, Active, Waiting, InTransaction };
    Kind kind = Kind::All;
    QString text;                ///< in user, database, application, client, query or the pid
    bool withBackground = false; ///< processes of the server itself
    bool operator==(const SessionFilter &) const = default;
};
bool wants(const SessionFilter &filter, const ServerSession &session);

/// A session where a list or tree shows it.
struct SessionRow {
    QString id;
    ServerSession session;
    int depth = 0;
    int waiting = 0;     ///< of a tree: how many wait for it
    bool isGone = false; ///< somebody waits for it, and it is not among the sessions
};

/// Sessions of a server as a list, the longest at work first, or as the tree of who waits for whom. Ids are "pid.start".
class SessionsModel : public RowsModel<SessionRow> {
    Q_OBJECT
public:
    enum class Shape { List, Tree };
    enum Column { Pid, StateColumn, User, Database, Application, Wait, Since, Query, ColumnCount };

    explicit SessionsModel(Shape shape, const QLocale &locale = QLocale(), QObject *parent = nullptr);
    void show(const ServerSessions &sessions, const SessionFilter &filter = {});
    static QString idOf(const ServerSession &session);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QList<SessionRow> listOf(const ServerSessions &sessions, const SessionFilter &filter);
    static QList<SessionRow> treeOf(const ServerSessions &sessions);
    QString words(const SessionRow &row, int column) const;

    Shape m_shape;
    QLocale m_locale;
    qint64 m_at = 0; ///< of the sessions, the server's clock
};

} // namespace plancia
