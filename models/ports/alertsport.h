// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/alert.h"
#include "models/ports/callcontext.h"

#include <QFuture>
#include <QObject>

namespace plancia {

/// Alerts of the agent that the stream follows. The rules of every port hold: models/ports/ports.h. Signals come on the thread of the
/// object's creator.
class AlertsPort : public QObject {
    Q_OBJECT
public:
    /// Who acts, as the audit trail names this person ("anna@host"): what fields for an author begin with. Never blocks; may be empty.
    virtual QString author() const { return {}; }
    /// STREAM_001 when the agent does not answer, STREAM_003 when it is of a version without alerts, AUTH_003.
    virtual QFuture<Result<AlertBoard>> board(CallContext context) = 0;
    /// Begins at once or later; the id is made. VAL_001 without an author or comment, VAL_010 for a span that has ended or is longer
    /// than 90 days, RATE_001 when there are too many.
    virtual QFuture<Result<Silence>> silence(Silence draft, CallContext context) = 0;
    /// NOT_FOUND_014.
    virtual QFuture<Result<bool>> endSilence(QString id, CallContext context) = 0;
    /// NOT_FOUND_014, BUSINESS_001 when it neither fires nor is pending, VAL_002.
    virtual QFuture<Result<Alert>> acknowledge(QString alertId, QString author, QString note, CallContext context) = 0;
    /// Puts the rule in the place of `was` (a new one: empty) into the file of this program; one of a shipped rule's name stands in
    /// its place. AUTHZ_001 for another agent's, CONFIG_001 for what could not be read again and for a name that is taken, IO_*:
    /// nothing is changed.
    virtual QFuture<Result<AlertRule>> saveRule(AlertRule rule, QString was, CallContext context) = 0;
    /// A shipped rule stands again as it was shipped. NOT_FOUND_014, AUTHZ_001, IO_*.
    virtual QFuture<Result<bool>> removeRule(QString name, CallContext context) = 0;
    /// Sends a message that says it is a test. NOT_FOUND_014, PROV_001.
    virtual QFuture<Result<bool>> testChannel(QString name, CallContext context) = 0;
    /// Why the file of this program is not used; the shipped rules are then. CONFIG_001, IO_003.
    virtual std::optional<Error> fileFault() const = 0;
signals:
    void changed(const plancia::AlertBoard &board);
    /// Fires now and is not muted, or has been resolved after it was told so, after changed(): for the desktop. Of a rule one at a time,
    /// with how many more there are.
    void told(const plancia::Alert &alert, int more);
};

} // namespace plancia
