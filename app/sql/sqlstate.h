// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QByteArrayView>

namespace plancia::sql {

/// The Error of a PostgreSQL failure, by its SQLSTATE (PostgreSQL manual, appendix A). Pure, thread-safe.
/// `message` is the primary message only: DETAIL and CONTEXT carry row contents and stay out of errors.
/// `facts` is what the caller knows (host, port, database, user, table, constraint, seconds); sqlstate and message are
/// added. An empty `sqlstate` means that libpq spoke, not the server: the connection is lost.
/// 57014 is DB_003, since a statement timeout and a cancel look alike: ask the cancel token first.
Error errorFromSqlState(QByteArrayView sqlstate, const QString &message, QList<Fact> facts = {});

/// Is it worth to run the whole transaction again: serialisation failure, deadlock.
bool isRetryableSqlState(QByteArrayView sqlstate);

/// Did the server end the session with this error: the connection must be opened anew.
bool endsSession(QByteArrayView sqlstate);

} // namespace plancia::sql
