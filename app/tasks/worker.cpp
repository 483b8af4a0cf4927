// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/worker.h"

#include <QCoreApplication>
#include <QEvent>

namespace plancia::tasks {

namespace {
/// Carries one piece of work. Deleting the event undone drops the work, whose guard then finishes its promise.
class WorkEvent : public QEvent {
public:
    explicit WorkEvent(std::function<void()> work) : QEvent(type()), m_work(std::move(work)) {}
    static Type type()
    {
        static const int number = registerEventType();
        return static_cast<Type>(number);
    }
    void run() { m_work(); }

private:
    std::function<void()> m_work;
};

class WorkContext : public QObject {
public:
    bool event(QEvent *e) override
    {
        if (e->type() != WorkEvent::type())
            return QObject::event(e);
        if (!QThread::currentThread()->isInterruptionRequested())
            static_cast<WorkEvent *>(e)->run();
        return true;
    }
};
} // namespace

Worker::Worker(const QString &name) : m_context(new WorkContext)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    // Sockets and timers that were made on the thread die there: finished() comes from it, while it still has its loop.
    QObject::connect(
        &m_thread, &QThread::finished, m_context.get(), [context = m_context.get()] { qDeleteAll(context->children()); },
        Qt::DirectConnection);
    m_thread.start();
}

Worker::~Worker() { stop(); }

void Worker::post(std::function<void()> work)
{
    QCoreApplication::postEvent(m_context.get(), new WorkEvent(std::move(work)));
    // After the end nobody takes it: dropping it here finishes its promise.
    if (m_thread.isFinished())
        QCoreApplication::removePostedEvents(m_context.get());
}

void Worker::stop()
{
    if (!m_thread.isRunning())
        return;
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
    QCoreApplication::removePostedEvents(m_context.get());
}

} // namespace plancia::tasks
