// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "models/domain/apikeyformat.h"
#include "models/ports/intakeport.h"

namespace plancia::controlplane {

/// Takes tenants into one store: the tenant, its limits, first person and first key in one transaction, with a row of the
/// trail each. A refused intake leaves a row too. Thread-safe; the gateway and recorder outlive it.
class Intake : public IntakePort {
public:
    Intake(sql::Gateway &gateway, const audit::Recorder &recorder, apikeyformat::Random random)
        : m_gateway(gateway), m_recorder(recorder), m_random(std::move(random)) {}

    QFuture<Result<IntakeDone>> takeIn(IntakeDraft draft, CallContext context) override;
    QFuture<Result<bool>> writeSheet(QByteArray sheet, QString file, CallContext context) override;

private:
    sql::Gateway &m_gateway;
    const audit::Recorder &m_recorder;
    const apikeyformat::Random m_random;
};

} // namespace plancia::controlplane
