// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/systemkeyring.h"

#include <QTimer>
#include <atomic>
#include <qt6keychain/keychain.h>

namespace plancia::secrets {

namespace {

/// A promise that whoever comes first fulfils: the job, the clock, or the end of the program.
template <class T>
class Answer {
public:
    Answer() { m_promise.start(); }
    ~Answer() { finish(Result<T>(Error(ErrorCode::InternalShutDown))); }
    QFuture<Result<T>> future() { return m_promise.future(); }
    void finish(Result<T> result)
    {
        if (m_done.exchange(true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
    std::atomic<bool> m_done{false};
};

/// QtKeychain has one code for most of what the Secret Service says; the names of D-Bus errors in its text are never
/// translated.
Error toError(const QKeychain::Job &job)
{
    const QString message = job.errorString();
    const auto is = [&message](const char *word) { return message.contains(QLatin1String(word), Qt::CaseInsensitive); };
    const bool denied = job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    const bool locked = denied || is("locked") || is("prompt") || is("dismissed") || is("org.gnome.keyring");
    return Error(locked ? ErrorCode::KeyringLocked : ErrorCode::KeyringMissing, {{QStringLiteral("message"), message}});
}

} // namespace

SystemKeyRing::SystemKeyRing(QString service, int timeoutMs) : m_service(std::move(service)), m_timeoutMs(timeoutMs) {}

SystemKeyRing::~SystemKeyRing()
{
    m_clock.stop();
    m_jobs.stop();
}

template <class T, class MakeJob, class Finish>
QFuture<Result<T>> SystemKeyRing::start(MakeJob make, Finish finish)
{
    auto answer = std::make_shared<Answer<T>>();
    QFuture<Result<T>> future = answer->future();
    m_clock.post([this, answer] {
        auto *timer = new QTimer(m_clock.context());
        timer->setSingleShot(true);
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer, answer] {
            answer->finish(fail(ErrorCode::KeyringLocked,
                                {{QStringLiteral("message"), QStringLiteral("no answer within %1 s").arg(m_timeoutMs / 1000.0)}}));
            timer->deleteLater();
        });
        timer->start(m_timeoutMs);
    });
    m_jobs.post([this, answer, make = std::move(make), finish = std::move(finish)] {
        QKeychain::Job *job = make(m_service);
        // A job that was given up is left alone: its callback from the Secret Service may still come.
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, m_jobs.context(),
                         [answer, finish](QKeychain::Job *done) { answer->finish(finish(*done)); });
        job->start();
    });
    return future;
}

QFuture<Result<bool>> SystemKeyRing::available()
{
    return start<bool>(
        [](const QString &service) {
            auto *job = new QKeychain::ReadPasswordJob(service);
            job->setKey(QStringLiteral("an entry that never exists"));
            return job;
        },
        [](const QKeychain::Job &job) -> Result<bool> {
            if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
                return true;
            return fail(toError(job));
        });
}

QFuture<Result<std::optional<QString>>> SystemKeyRing::read(QString key)
{
    return start<std::optional<QString>>(
        [key](const QString &service) {
            auto *job = new QKeychain::ReadPasswordJob(service);
            job->setKey(key);
            return job;
        },
        [](const QKeychain::Job &job) -> Result<std::optional<QString>> {
            if (job.error() == QKeychain::EntryNotFound)
                return std::optional<QString>();
            if (job.error() != QKeychain::NoError)
                return fail(toError(job));
            return std::optional(static_cast<const QKeychain::ReadPasswordJob &>(job).textData());
        });
}

QFuture<Result<bool>> SystemKeyRing::write(QString key, QString secret)
{
    return start<bool>(
        [key, secret](const QString &service) {
            auto *job = new QKeychain::WritePasswordJob(service);
            job->setKey(key);
            job->setTextData(secret);
            return job;
        },
        [](const QKeychain::Job &job) -> Result<bool> {
            if (job.error() != QKeychain::NoError)
                return fail(toError(job));
            return true;
        });
}

QFuture<Result<bool>> SystemKeyRing::remove(QString key)
{
    return start<bool>(
        [key](const QString &service) {
            auto *job = new QKeychain::DeletePasswordJob(service);
            job->setKey(key);
            return job;
        },
        [](const QKeychain::Job &job) -> Result<bool> {
            if (job.error() == QKeychain::EntryNotFound)
                return false;
            if (job.error() != QKeychain::NoError)
                return fail(toError(job));
            return true;
        });
}

} // namespace plancia::secrets
