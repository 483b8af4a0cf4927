// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/systemkeyring.h"

#include "models/base/continuation.h"

#include <QFile>
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
        const std::scoped_lock lock(continuations());
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
    std::atomic<bool> m_done{false};
};

template <class T>
using Finish = std::function<void(Result<T>)>;

const QString kProbe = QStringLiteral("probe");

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

/// Every key ring is asked over the session bus. Without one the libraries below look for one for seconds.
bool hasSessionBus()
{
    const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    const QString path = QStringLiteral("unix:path=");
    if (!address.isEmpty()) // a session that has ended leaves the address of a socket that is gone
        return !address.startsWith(path) || QFile::exists(address.mid(path.size()).section(u',', 0, 0));
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFile::exists(runtime + QStringLiteral("/bus"));
}

} // namespace

SystemKeyRing::SystemKeyRing(QString service, int timeoutMs) : m_service(std::move(service)), m_timeoutMs(timeoutMs) {}

SystemKeyRing::~SystemKeyRing()
{
    m_clock.stop();
    m_jobs.stop();
}

template <class T, class MakeJob, class End>
QFuture<Result<T>> SystemKeyRing::start(MakeJob make, End end)
{
    if (!hasSessionBus())
        return tasks::answer<T>(m_clock, fail(ErrorCode::KeyringMissing,
                                              {{QStringLiteral("message"), QStringLiteral("no session bus")}}));
    auto answer = std::make_shared<Answer<T>>();
    QFuture<Result<T>> future = answer->future();
    m_clock.post([this, answer] {
        auto *timer = new QTimer(m_clock.context());
        timer->setSingleShot(true);
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer, answer] {
            const QString words = QStringLiteral("no answer within %1 s").arg(m_timeoutMs / 1000.0);
            answer->finish(fail(ErrorCode::KeyringLocked, {{QStringLiteral("message"), words}}));
            timer->deleteLater();
        });
        timer->start(m_timeoutMs);
    });
    m_jobs.post([this, answer, make = std::move(make), end = std::move(end)] {
        QKeychain::Job *job = make(m_service);
        // A job that was given up is left alone: its callback from the Secret Service may still come.
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, m_jobs.context(),
                         [answer, end](QKeychain::Job *done) {
                             end(*done, Finish<T>([answer](Result<T> result) { answer->finish(std::move(result)); }));
                         });
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
        [](const QKeychain::Job &job, const Finish<bool> &finish) {
            const bool works = job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
            finish(works ? Result<bool>(true) : Result<bool>(toError(job)));
        });
}

/// A ring that stays locked, because its question was dismissed or nobody is there to be asked, answers as if it had no
/// such entry. Writing one tells the two apart.
void SystemKeyRing::tellLockedFromMissing(std::function<void(Result<bool>)> told)
{
    auto *probe = new QKeychain::WritePasswordJob(m_service);
    probe->setInsecureFallback(false);
    probe->setKey(kProbe);
    probe->setTextData(QStringLiteral("Plancia asks whether this key ring is unlocked."));
    QObject::connect(probe, &QKeychain::Job::finished, m_jobs.context(), [this, told](QKeychain::Job *job) {
        if (job->error() != QKeychain::NoError) {
            told(fail(Error(ErrorCode::KeyringLocked, {{QStringLiteral("message"), job->errorString()}})));
            return;
        }
        auto *removal = new QKeychain::DeletePasswordJob(m_service);
        removal->setInsecureFallback(false);
        removal->setKey(kProbe);
        removal->start();
        told(true);
    });
    probe->start();
}

QFuture<Result<std::optional<QString>>> SystemKeyRing::read(QString key)
{
    using Entry = std::optional<QString>;
    return start<Entry>(
        [key](const QString &service) {
            auto *job = new QKeychain::ReadPasswordJob(service);
            job->setKey(key);
            return job;
        },
        [this](const QKeychain::Job &job, const Finish<Entry> &finish) {
            if (job.error() == QKeychain::NoError)
                return finish(Entry(static_cast<const QKeychain::ReadPasswordJob &>(job).textData()));
            if (job.error() != QKeychain::EntryNotFound)
                return finish(fail(toError(job)));
            tellLockedFromMissing([finish](const Result<bool> &unlocked) {
                finish(unlocked ? Result<Entry>(Entry()) : Result<Entry>(unlocked.error()));
            });
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
        [](const QKeychain::Job &job, const Finish<bool> &finish) {
            finish(job.error() == QKeychain::NoError ? Result<bool>(true) : Result<bool>(toError(job)));
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
        [](const QKeychain::Job &job, const Finish<bool> &finish) {
            if (job.error() == QKeychain::EntryNotFound)
                return finish(false);
            finish(job.error() == QKeychain::NoError ? Result<bool>(true) : Result<bool>(toError(job)));
        });
}

} // namespace plancia::secrets
