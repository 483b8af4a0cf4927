// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/keyring.h"
#include "app/tasks/worker.h"

#include <functional>

namespace QKeychain {
class Job;
}

namespace plancia::secrets {

/// The desktop's key ring (Secret Service or KWallet) by QtKeychain, whose jobs run on a thread of their own; the time
/// limit is kept by a second thread, since a desktop that hangs may block the first. One an application: the libraries
/// below keep what belongs to the thread that first used them. Thread-safe.
class SystemKeyRing final : public KeyRing {
public:
    explicit SystemKeyRing(QString service = QStringLiteral("Plancia"), int timeoutMs = 5'000);
    ~SystemKeyRing() override;

    QFuture<Result<bool>> available() override;
    QFuture<Result<std::optional<QString>>> read(QString key) override;
    QFuture<Result<bool>> write(QString key, QString secret) override;
    QFuture<Result<bool>> remove(QString key) override;

private:
    /// Starts the job that `make` makes on the jobs' thread; `end` gets it when it is done, and how to answer.
    template <class T, class MakeJob, class End>
    QFuture<Result<T>> start(MakeJob make, End end);
    void tellLockedFromMissing(std::function<void(Result<bool>)> told);

    const QString m_service;
    const int m_timeoutMs;
    tasks::Worker m_jobs{QStringLiteral("keyring")};
    tasks::Worker m_clock{QStringLiteral("keyring-clock")};
};

} // namespace plancia::secrets
