// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wiring/runtime.h"
#include "tests/support/temporaryhome.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/page.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QTest>
#include <memory>

namespace plancia::tests {

/// The engines over a fresh home, and what a page asked of its window. The key ring of the person who runs the tests is
/// left alone: there is none.
class RealPages {
public:
    /// `Console`: with what only the window has, as alerts and servers that may sleep.
    enum class As { Page, Console };
    explicit RealPages(bool stream = false, As as = As::Page) : m_stream(stream), m_as(as)
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        startAnew();
        ui::applyTheme(*qApp, ui::Theme::light());
    }
    /// Another run of the program on the same home.
    void startAnew()
    {
        m_runtime.reset();
        wiring::RuntimeOptions options;
        options.stream = m_stream;
        options.longRunning = m_as == As::Console;
        auto created = wiring::Runtime::create(options);
        if (created)
            m_runtime = std::move(*created);
    }

    bool isReady() const { return m_runtime != nullptr; }
    const Ports &ports() const { return m_runtime->ports(); }
    wiring::Runtime &runtime() { return *m_runtime; }
    const wiring::Places &places() const { return m_runtime->places(); }
    QString homePath() const { return m_home.path(); }
    QString filePath(const QString &name) const { return m_home.filePath(name); }

    ui::PageContext context()
    {
        ui::PageContext context;
        context.ports = ports();
        context.workspace = workspace;
        context.theme = ui::currentLook();
        context.clock = &m_clock;
        context.actions.navigate = [this](const QString &page, const QVariantMap &state) {
            navigated.append(page);
            lastState = state;
        };
        context.actions.openWorkspace = [this](const QString &id) { opened.append(id); };
        context.actions.openFile = [this](const QString &path) { opened.append(path); };
        context.actions.takeAction = [this](const QString &action) { actions.append(action); };
        context.actions.noteError = [this](const Error &error, const QString &) { errors.append(error.code()); };
        context.actions.followRestore = [this](const QFuture<Result<RestoreReport>> &future) { restores.append(future); };
        context.actions.notify = [this](Tone, const QString &text) { notes.append(text); };
        return context;
    }

    /// A page on the screen; `state` is restored before it is shown, as the window does.
    template <class P>
    std::unique_ptr<P> show(const QVariantMap &state = {})
    {
        auto page = std::make_unique<P>(context());
        page->restoreState(state);
        page->resize(1250, 820);
        page->show();
        return page;
    }

    std::shared_ptr<Workspace> workspace;
    QStringList navigated, opened, actions, notes;
    QVariantMap lastState;
    QList<ErrorCode> errors;
    QList<QFuture<Result<RestoreReport>>> restores;

private:
    const bool m_stream;
    const As m_as;
    TemporaryHome m_home;
    const SystemClock m_clock;
    std::unique_ptr<wiring::Runtime> m_runtime;
};

/// The panel of that code which is seen, or null.
inline ui::ErrorPanel *shownError(const QWidget &page, const QString &code = {})
{
    for (ui::ErrorPanel *panel : page.findChildren<ui::ErrorPanel *>())
        if (panel->isVisible() && (code.isEmpty() || panel->text().id == code))
            return panel;
    return nullptr;
}

template <class W>
W *part(const QWidget &page, const char *name)
{
    return page.findChild<W *>(QLatin1String(name));
}

inline void click(const QWidget &page, const char *name)
{
    auto *button = part<QAbstractButton>(page, name);
    QVERIFY2(button, name);
    QVERIFY2(button->isVisible() && button->isEnabled(), name);
    button->click();
}

/// Types over what is there.
inline void type(const QWidget &page, const char *name, const QString &text)
{
    auto *line = part<QLineEdit>(page, name);
    QVERIFY2(line, name);
    line->setFocus();
    line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(line, Qt::Key_Delete);
    else
        QTest::keyClicks(line, text);
}

} // namespace plancia::tests
