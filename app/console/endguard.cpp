// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/endguard.h"

#include "app/console/options.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <cstdlib>

namespace plancia::console {

EndGuard::EndGuard(const QString &folder)
    : m_thread([this, folder] {
          std::unique_lock lock(m_mutex);
          if (m_changed.wait_for(lock, kMost, [this] { return m_isOver; }))
              return;
          // Told by a thread of its own: what stands for standard error may be silent, too.
          std::thread([this, folder] {
              const QString words = QCoreApplication::translate("console", "the disk did not answer for %1 s; the program ended without it").arg(kMost.count());
              console::fail(Error(ErrorCode::IoWrite, {{QStringLiteral("path"), folder}, {QStringLiteral("message"), words}}));
              const std::lock_guard told(m_mutex);
              m_isTold = true;
              m_changed.notify_all();
          }).detach();
          m_changed.wait_for(lock, kToTell, [this] { return m_isTold; });
          std::_Exit(exitStatus(ErrorCode::IoWrite));
      })
{
}

EndGuard::~EndGuard()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

} // namespace plancia::console
