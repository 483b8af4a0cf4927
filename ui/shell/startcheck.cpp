// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startcheck.h"

#include "models/ports/deliver.h"
#include "ui/kit/page.h"

#include <QTimer>

namespace plancia::ui {

namespace {
constexpr int kRestMs = 1'000; ///< between the first page and the first check

/// Nothing is broken yet, and a person has to know.
std::optional<Error> distance(const CheckReport &report, const QString &path)
{
    for (const CheckResult &result : report.results)
        if ((result.name == u"file-system" || result.name == u"synced-folder") && result.state == CheckResult::State::Noted)
            return Error(ErrorCode::StoreDistant, {{QStringLiteral("path"), path}, {QStringLiteral("found"), result.samples.value(0)}});
    return std::nullopt;
}
}

void StartCheck::follow(Page *page, const std::shared_ptr<Workspace> &workspace)
{
    // Only what Plancia keeps itself: a backup is verified on its page, and a server has other work.
    if (!page || !workspace || !workspace->maintenance() || !workspace->maintenance()->abilities().storage)
        return;
    const QString id = workspace->identity().id;
    if (m_seen.contains(id))
        return;
    m_seen.insert(id);
    const auto later = [this, weak = std::weak_ptr(workspace)] {
        QTimer::singleShot(kRestMs, this, [this, weak] {
            if (const auto still = weak.lock())
                run(still);
        });
    };
    if (page->isSettled())
        later();
    else
        connect(page, &Page::settled, this, later, Qt::SingleShotConnection);
}

void StartCheck::run(const std::shared_ptr<Workspace> &workspace)
{
    auto asked = workspace->maintenance()->run({}, MaintenancePort::Depth::Quick, {});
    // The workspace is held until the answer is here.
    deliver(asked, this, [this, workspace](const Result<CheckReport> &report) {
        std::optional<Error> fault = report ? firstFault(report->results) : std::optional(report.error());
        if (!fault)
            fault = distance(*report, workspace->identity().place);
        if (fault && fault->code() != ErrorCode::InternalCancelled && fault->code() != ErrorCode::InternalShutDown)
            emit found(workspace->identity().id, *fault);
    });
}

} // namespace plancia::ui
