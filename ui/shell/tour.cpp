// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tour.h"

#include "ui/shell/pagetable.h"

#include <QDir>

namespace plancia::ui {

namespace {
constexpr int kPollMs = 40;
constexpr int kQuietLooks = 3; ///< a settled page may still have a paint under way
constexpr qint64 kLimitMs = 20'000;
} // namespace

QString Tour::Stop::name() const
{
    return theme + u'-' + language + u'-' + page + (stop.isEmpty() ? QString() : u'-' + stop);
}

Tour::Tour(MainWindow &window, const QString &folder) : QObject(&window), m_window(window), m_folder(folder)
{
    for (const char *language : {"en", "it"})
        for (const char *theme : {"light", "dark"})
            for (const PageEntry &page : pageTable())
                m_stops.append({QString::fromLatin1(theme), QString::fromLatin1(language), page.id, {}});
    connect(&m_poll, &QTimer::timeout, this, &Tour::look);
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder))
        m_failures.append(m_folder);
    next();
}

void Tour::next()
{
    if (m_stops.isEmpty()) {
        m_poll.stop();
        emit finished(m_pictures, m_failures);
        return;
    }
    const Stop before = m_current;
    m_current = m_stops.takeFirst();
    if (before.theme != m_current.theme || before.language != m_current.language)
        m_window.applyLook(m_current.theme, m_current.language);
    arrive();
}

void Tour::arrive()
{
    if (m_current.stop.isEmpty()) {
        m_window.forgetPages(); // what a stop opened does not show in later pictures
        m_window.navigate(m_current.page);
    } else if (Page *page = m_window.currentPage()) {
        page->showTourStop(m_current.stop);
    }
    m_quiet = 0;
    m_waited.start();
    m_poll.start(kPollMs);
}

void Tour::look()
{
    Page *page = m_window.currentPage();
    const bool there = page && page->pageId() == m_current.page;
    m_quiet = there && page->isSettled() ? m_quiet + 1 : 0;
    const bool late = m_waited.elapsed() > kLimitMs;
    if (m_quiet < kQuietLooks && !late)
        return;
    m_poll.stop();
    if (late)
        m_failures.append(m_current.name());
    const QString file = m_folder + u'/' + m_current.name() + QStringLiteral(".png");
    if (m_window.grab().save(file))
        m_pictures.append(file);
    else
        m_failures.append(file);
    if (there && m_current.stop.isEmpty()) {
        const QStringList stops = page->tourStops();
        for (auto stop = stops.crbegin(); stop != stops.crend(); ++stop)
            m_stops.prepend({m_current.theme, m_current.language, m_current.page, *stop});
    }
    next();
}

} // namespace plancia::ui
