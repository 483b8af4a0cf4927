// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/secondplace.h"
#include "app/tasks/worker.h"
#include "models/domain/secondplace.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace plancia::backup {

/// Asks a disk that may not answer, on a thread of its own: who asks waits for a bounded time. While an older question is
/// not answered yet, a new one is not even put. Thread-safe.
class PatientAsk {
public:
    explicit PatientAsk(const QString &name) : m_worker(name) {}

    /// Nothing when there was no answer in time.
    template <class F>
    auto ask(std::chrono::milliseconds atMost, F work) -> std::optional<std::invoke_result_t<F>>
    {
        using R = std::invoke_result_t<F>;
        struct Answer {
            std::mutex mutex;
            std::condition_variable came;
            std::optional<R> value;
        };
        if (*m_isHanging)
            return std::nullopt;
        const auto answer = std::make_shared<Answer>();
        m_worker.post([answer, hanging = m_isHanging, work = std::move(work)] {
            R value = work();
            {
                const std::scoped_lock lock(answer->mutex);
                answer->value = std::move(value);
                *hanging = false;
            }
            answer->came.notify_all();
        });
        std::unique_lock lock(answer->mutex);
        if (!answer->came.wait_for(lock, atMost, [&] { return answer->value.has_value(); })) {
            *m_isHanging = true;
            return std::nullopt;
        }
        return std::move(answer->value);
    }
    void stop() { m_worker.stop(); }

private:
    const std::shared_ptr<std::atomic<bool>> m_isHanging = std::make_shared<std::atomic<bool>>(false);
    tasks::Worker m_worker;
};

/// The second place as it is now, and the copies in it.
struct PlaceLook {
    SecondPlaceState state;
    QList<BackupInfo> copies; ///< newest first; none while it is missing
};

/// Looks at the second place without ever waiting long for it. A place that is merely slow, such as a bucket, is shown as it
/// was found last, for ten minutes. Thread-safe; stop() ends its thread.
class PlaceLooker {
public:
    /// `patience`: how long a look waits.
    PlaceLooker(const Clock &clock, std::chrono::milliseconds patience);

    /// `place` is the folder, empty for none; `here` are the backups of the first folder, with their reasons. An empty store
    /// id means every store. Remembers when the place was seen. Blocks as long as its patience, and on the first disk.
    PlaceLook look(const QString &place, const QString &backups, const QString &storeId, const QList<BackupInfo> &here);
    /// The same for who has the time: blocks until the place answers.
    PlaceLook lookPatiently(const QString &place, const QString &backups, const QString &storeId, const QList<BackupInfo> &here);
    /// As SecondPlace::adopt(); BKP_005 when it does not answer within fifteen seconds.
    Result<bool> adopt(const QString &place, const QString &backups);
    void stop() { m_ask.stop(); }

private:
    struct Answer;
    struct Seen;
    PlaceLook tell(const std::optional<Answer> &answer, const QString &place, const QString &backups, const QString &storeId,
                   const QList<BackupInfo> &here);

    const Clock &m_clock;
    const std::chrono::milliseconds m_patience;
    const std::shared_ptr<Seen> m_seen; ///< what was found last
    PatientAsk m_ask{QStringLiteral("second place")};
};

/// Whether a backup is to have a copy: kept, whole, and of version 2.
bool wantsCopy(const BackupInfo &backup);
/// The whole copy of a backup, or null.
const BackupInfo *copyOf(const BackupInfo &backup, const QList<BackupInfo> &copies);
/// Tells each backup whether it has a copy, and adds the copies that are all there is.
QList<BackupInfo> withCopies(QList<BackupInfo> here, const PlaceLook &look);

} // namespace plancia::backup
