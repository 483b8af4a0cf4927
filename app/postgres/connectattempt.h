// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/conninfo.h"
#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QMap>
#include <memory>

namespace plancia::postgres {

/// One try to connect by libpq's own asynchronous calls, step by step, so that a failure has a stage and an SQLSTATE.
///
/// libpq 15 has no PGresult for a failed connection, hence no PQresultErrorField: only PQerrorMessage. But the error verbosity of a PGconn also holds while it connects: with PQERRORS_VERBOSE,
/// set between PQconnectStart and the first poll, the server's words come as `FATAL:  28P01: password authentication
/// failed …`. The severity may be translated, the five characters after it are not, so they are what is looked for.
/// What libpq itself has to say (no TLS, no password, no route) carries no SQLSTATE; there the state that the connection
/// was waiting in, and PQconnectionNeedsPassword(), tell the stage.
struct ConnectAttempt {
    struct Finish {
        void operator()(PGconn *opened) const;
    };
    std::unique_ptr<PGconn, Finish> connection; ///< also of a failed try, for what it knows; null when out of memory
    ConnectionStage stage = ConnectionStage::Tcp; ///< where it failed, or Database
    QMap<ConnectionStage, qint64> durationsMs;    ///< what each stage took, by our monotonic clock
    std::optional<Error> error;

    /// Blocks at most `timeoutMs` an address, and shorter when cancelled (INTERNAL_003), but for the name lookup, which
    /// libpq leaves to the system's resolver. AUTH_001, AUTH_002, DB_001…DB_013.
    static ConnectAttempt run(const Parameters &parameters, const QList<Fact> &facts, int timeoutMs,
                              const CancelToken &cancel = {});
};

} // namespace plancia::postgres
