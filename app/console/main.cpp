// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/desktopnotes.h"
#include "app/console/endguard.h"
#include "app/console/language.h"
#include "app/console/options.h"
#include "app/console/singleinstance.h"
#include "app/console/startguard.h"
#include "app/log/log.h"
#include "app/tasks/signals.h"
#include "app/tasks/worker.h"
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/deliver.h"
#include "ui/shell/tour.h"

#include <QApplication>
#include <QDir>
#include <QScopeGuard>
#include <QTimer>

using namespace plancia;

namespace {

/// Ends the program when the walk is done: 0, or 1 when a page did not settle or a picture could not be saved.
void startTour(ui::MainWindow &window, const QString &folder)
{
    auto *tour = new ui::Tour(window, folder);
    QObject::connect(tour, &ui::Tour::finished, tour, [folder](const QStringList &pictures, const QStringList &failures) {
        console::print(QStringLiteral("%1 pictures in %2").arg(QString::number(pictures.size()), folder));
        for (const QString &failure : failures)
            console::printError(QStringLiteral("not settled: ") + failure);
        QApplication::exit(failures.isEmpty() ? 0 : 1);
    });
    tour->start();
}

int run(QApplication &application, const console::Options &options)
{
    auto places = wiring::Places::fromEnvironment();
    if (!places)
        return console::fail(places.error());
    std::optional<console::EndGuard> end; // before all that it watches, so that it goes after it
    console::SingleInstance instance(places->data);
    // Who asks for a console that does not write, or walks, is not served by the one that runs.
    const bool shared = options.tour.isEmpty() && !options.readOnly;
    if (shared && instance.handOver(options.files))
        return 0;

    // Of a start that opens what was open last; who names what to open knows what they do.
    std::optional<console::StartGuard> guard;
    if (shared && options.files.isEmpty() && options.workspace.isEmpty())
        guard.emplace(places->data);
    const bool opensNothing = guard && guard->isLoop();
    wiring::RuntimeOptions runtimeOptions;
    runtimeOptions.readOnly = options.readOnly;
    runtimeOptions.longRunning = true;
    runtimeOptions.schedules = options.tour.isEmpty();
    runtimeOptions.leavesNoTrace = !options.tour.isEmpty();
    runtimeOptions.stream = true;
    runtimeOptions.logLevel = options.logLevel;
    auto runtime = wiring::Runtime::create(runtimeOptions);
    if (!runtime)
        return console::fail(runtime.error());

    const SystemClock clock;
    console::Language language;
    ui::MainWindow window((*runtime)->ports(), clock, [&language](const QString &code) { language.apply(code); });
    QObject::connect(&instance, &console::SingleInstance::raised, &window, [&window](const QStringList &files) {
        window.raiseWindow();
        for (const QString &file : files)
            window.openFile(file);
    });
    if (shared)
        instance.listen();
    tasks::Worker desktop(QStringLiteral("desktop notes"));
    std::unique_ptr<console::DesktopNotes> notes;
    if (AlertsPort *alerts = (*runtime)->ports().alerts; alerts && options.tour.isEmpty()) {
        notes = std::make_unique<console::DesktopNotes>(*alerts);
        notes->moveToThread(desktop.thread());
        desktop.post([&notes] { notes->begin(); });
        QObject::connect(notes.get(), &console::DesktopNotes::opened, &window, [&window] {
            window.raiseWindow();
            window.navigate(QStringLiteral("alerts"));
        });
    }
    const auto endNotes = qScopeGuard([&desktop] { desktop.stop(); }); // before the notes go

    if (!options.page.isEmpty())
        window.setFirstPage(options.page);
    window.show();
    if (!options.files.isEmpty())
        window.openFile(options.files.first(), options.readOnly);
    else if (!options.workspace.isEmpty())
        deliver((*runtime)->ports().workspaces->list({}), &window, [&window, named = options.workspace](const Result<QList<WorkspaceIdentity>> &known) {
            const auto has = [&named](auto member) { return [&named, member](const WorkspaceIdentity &identity) { return identity.*member == named; }; };
            QString id = named;
            if (known && std::ranges::none_of(*known, has(&WorkspaceIdentity::id)) && std::ranges::count_if(*known, has(&WorkspaceIdentity::name)) == 1)
                id = std::ranges::find_if(*known, has(&WorkspaceIdentity::name))->id;
            window.openWorkspace(id);
        });
    else
        window.start(opensNothing ? ui::MainWindow::Start::WithNothing : ui::MainWindow::Start::AsItWas);
    if (opensNothing)
        log::warning("console", QStringLiteral("the last starts ended while they opened what was open last: nothing is opened"), {});
    if (guard) {
        constexpr int kLivesMs = 5'000; // the first page is there, and what it asked for
        QTimer::singleShot(kLivesMs, &window, [&guard] { guard->settled(); });
    }
    if (!options.tour.isEmpty()) {
        QObject::connect(&window, &ui::MainWindow::workspaceOpened, &window,
                         [&window, &options] { startTour(window, options.tour); }, Qt::SingleShotConnection);
        QObject::connect(&window, &ui::MainWindow::openFailed, &window,
                         [](const Error &error) { QApplication::exit(console::fail(error)); });
    }
    const int status = application.exec();
    end.emplace(places->data);
    return status;
}

} // namespace

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Before there is an application: help needs no display.
    if (const auto answer = console::answer(arguments); !answer.isEmpty()) {
        console::print(answer);
        return 0;
    }
    if (!console::hasDisplay())
        return console::fail(Error(ErrorCode::ConfigNoDisplay));
    tasks::Signals::block();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("plancia"));
    QApplication::setApplicationDisplayName(QStringLiteral("Plancia"));
    QApplication::setApplicationVersion(QStringLiteral(PLANCIA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("plancia"));
    const auto options = console::parse(application.arguments()); // without Qt's own options
    if (!options)
        return console::fail(options.error());
    // Asked to end (the session closes): as by hand, so that the stores are closed.
    const tasks::Signals asked([] { QApplication::quit(); });
    return run(application, *options);
}
