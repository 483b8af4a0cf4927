// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/errors/catalogue.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace plancia;

namespace {

struct SourceFile {
    QString path; ///< below the source tree: "app/log/log.cpp"
    QString text; ///< as written
    QString code; ///< comments and the contents of strings taken out, the same number of lines
};

QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString withoutCommentsAndStrings(const QString &text)
{
    QString out;
    const auto startsAt = [&](qsizetype i, QLatin1String what) { return QStringView(text).sliced(i).startsWith(what); };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (startsAt(i, QLatin1String("//"))) {
            while (i < text.size() && text[i] != '\n')
                ++i;
            out += '\n';
        } else if (startsAt(i, QLatin1String("/*"))) {
            const qsizetype end = text.indexOf("*/", i + 2);
            for (; i < text.size() && (end < 0 || i < end + 1); ++i)
                if (text[i] == '\n')
                    out += '\n';
        } else if (startsAt(i, QLatin1String("R\"("))) {
            const qsizetype end = text.indexOf(")\"", i);
            out += QString("\"\"") + QString('\n').repeated(QStringView(text).sliced(i, end - i).count('\n'));
            i = end + 1;
        } else if (text[i] == '"' || (text[i] == '\'' && !(i > 0 && text[i - 1].isLetterOrNumber()))) { // not 1'000
            const QChar quote = text[i];
            out += quote;
            for (++i; i < text.size() && text[i] != quote && text[i] != '\n'; ++i)
                if (text[i] == '\\')
                    ++i;
            out += quote;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// tests/architecture/edges.txt
struct Edges {
    QHash<QString, QStringList> allowed;

    static Edges read(const QString &file)
    {
        Edges edges;
        for (const QString &line : readAll(file).split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (!line.startsWith('#') && colon > 0)
                edges.allowed.insert(line.left(colon), line.mid(colon + 1).split(' ', Qt::SkipEmptyParts));
        }
        return edges;
    }
    /// The room with the longest name that the path lies in.
    QString roomOf(const QString &path) const
    {
        for (QString folder = path; folder.contains('/');) {
            folder = folder.left(folder.lastIndexOf('/'));
            if (allowed.contains(folder))
                return folder;
        }
        return {};
    }
    bool allows(const QString &room, const QString &target) const
    {
        for (const QString &pattern : allowed.value(room)) {
            const QString regex = QRegularExpression::escape(pattern).replace("\\*", ".*");
            if (QRegularExpression("\\A" + regex + "\\z").match(target).hasMatch())
                return true;
        }
        return room == target;
    }
};

struct Library {
    const char *header;
    QStringList rooms;
};

} // namespace

class tst_Architecture : public QObject {
    Q_OBJECT
    const QString m_root = qEnvironmentVariable("PLANCIA_SOURCE");
    const QString m_bin = qEnvironmentVariable("PLANCIA_BIN");
    QList<SourceFile> m_sources;
    Edges m_edges;

    struct Include {
        QString file, name;
        bool quoted;
    };
    QList<Include> includes() const
    {
        static const QRegularExpression line("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
        QList<Include> all;
        for (const SourceFile &source : m_sources)
            for (auto it = line.globalMatch(source.text); it.hasNext();) {
                const auto match = it.next();
                all.append({source.path, match.captured(2), match.captured(1) == QString("\"")});
            }
        return all;
    }
    /// Where a pattern stands in code, but for the allowed files.
    QStringList found(const QRegularExpression &pattern, const QStringList &below, const QStringList &allowed) const
    {
        QStringList places;
        for (const SourceFile &source : m_sources) {
            const bool inside = std::ranges::any_of(below, [&](const QString &b) { return source.path.startsWith(b); });
            const bool exempt = std::ranges::any_of(allowed, [&](const QString &a) { return source.path.startsWith(a); });
            if (!inside || exempt)
                continue;
            for (auto it = pattern.globalMatch(source.code); it.hasNext();) {
                const auto match = it.next();
                const auto number = source.code.left(match.capturedStart()).count('\n') + 1;
                places += QString("%1:%2: %3").arg(source.path).arg(number).arg(match.captured());
            }
        }
        return places;
    }
    static QByteArray lines(const QStringList &places) { return places.join('\n').toUtf8(); }

private slots:
    void initTestCase()
    {
        QVERIFY2(!m_root.isEmpty() && !m_bin.isEmpty(), "PLANCIA_SOURCE and PLANCIA_BIN name the source tree and the programs");
        for (const char *top : {"models", "app", "ui"})
            for (QDirIterator it(m_root + '/' + top, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
                const QString path = it.next();
                const QString text = readAll(path);
                m_sources.append({path.mid(m_root.size() + 1), text, withoutCommentsAndStrings(text)});
            }
        QVERIFY(m_sources.size() > 100);
        m_edges = Edges::read(m_root + "/tests/architecture/edges.txt");
        QVERIFY(m_edges.allowed.size() > 10);
    }
    void readsCodeWithoutCommentsAndStrings()
    {
        QCOMPARE(withoutCommentsAndStrings("a // x\nb /* y\nz */ \"q\\\"//\" 'c' 1'000 R\"(x\ny)\" d"), QString("a \nb \n \"\" '' 1'000 \"\"\n d"));
    }
    void everyRoomHasALine()
    {
        QStringList wrong;
        for (const SourceFile &source : m_sources)
            if (m_edges.roomOf(source.path).isEmpty())
                wrong += source.path;
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void roomsIncludeOnlyWhatTheyMay()
    {
        QStringList wrong;
        for (const Include &include : includes()) {
            const QString room = m_edges.roomOf(include.file);
            const QString other = m_edges.roomOf(include.name);
            if (include.quoted && !other.isEmpty() && !m_edges.allows(room, other))
                wrong += include.file + " includes " + include.name;
            // By its place in the tree, so that every include can be judged; or a file of the same folder.
            if (include.quoted && other.isEmpty() && !QFile::exists(QFileInfo(m_root + '/' + include.file).path() + '/' + include.name)
                && !include.name.endsWith(".moc"))
                wrong += include.file + " includes " + include.name + ", which is no file of a room";
        }
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void roomsIncludeOnlyTheirQtModules()
    {
        QHash<QString, QSet<QString>> modules; // header → modules that have it
        const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
        for (const char *module : {"Core", "Gui", "Widgets", "Sql", "Network", "WebSockets", "Svg", "Charts", "OpenGL", "Concurrent",
                                   "DBus", "PrintSupport", "SvgWidgets", "OpenGLWidgets", "Xml", "Test"})
            for (const QString &header : QDir(headers + "/Qt" + module).entryList(QDir::Files))
                modules[header].insert(QString("Qt6::") + module);
        QVERIFY(modules.contains("QString") && modules.contains("QWidget"));

        QStringList wrong;
        for (const Include &include : includes()) {
            const QSet<QString> having = modules.value(include.name.mid(include.name.lastIndexOf('/') + 1));
            if (include.quoted || having.isEmpty())
                continue;
            const QString room = m_edges.roomOf(include.file);
            if (std::ranges::none_of(having, [&](const QString &m) { return m_edges.allows(room, m); }))
                wrong += include.file + " includes " + include.name;
        }
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void librariesStayInTheirRooms()
    {
        const QList<Library> libraries{
            {"spdlog/", {"app/log"}},
            {"fmt/", {"app/log"}},
            {"sqlite3.h", {"app/sql", "app/store", "app/backup", "app/tables", "app/maintenance"}},
            {"libpq-fe.h", {"app/sql", "app/postgres", "app/monitoring"}},
            {"openssl/", {"app/backup", "app/monitoring", "app/store", "app/tables"}},
            {"archive.h", {"app/support"}},
            {"toml++/", {"app/agent", "app/monitoring"}},
            {"qt6keychain/", {"app/secrets"}},
        };
        QStringList wrong;
        for (const Include &include : includes())
            for (const Library &library : libraries)
                if (!include.quoted && include.name.startsWith(library.header) && !library.rooms.contains(m_edges.roomOf(include.file)))
                    wrong += include.file + " includes " + include.name;
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void onlyTheConsoleIncludesTheWindow()
    {
        QStringList wrong;
        for (const Include &include : includes())
            if (include.name.startsWith("ui/") && !include.file.startsWith("ui/") && !include.file.startsWith("app/console/"))
                wrong += include.file + " includes " + include.name;
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void nothingRunsANestedLoop()
    {
        // main() runs the one loop there is; the command line waits for a future in one place; the socket of the first
        // window is asked before there is a window.
        static const QRegularExpression loops("(\\.|->)exec\\s*\\(|\\bQEventLoop\\b|\\bprocessEvents\\b");
        const QStringList running{"app/console/main.cpp", "app/cli/main.cpp", "app/agent/main.cpp", "app/cli/context.h"};
        QStringList wrong = found(loops, {"models/", "ui/", "app/"}, running);
        static const QRegularExpression waits("\\bwaitFor[A-Z]\\w*|\\bQThread::m?u?sleep\\b|\\bsleep_for\\b");
        wrong += found(waits, {"models/", "ui/", "app/console/"}, {"app/console/singleinstance"});
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void continuationsAreAttachedUnderTheirLock()
    {
        static const QRegularExpression attached("(\\.|->)(then|unwrap)\\s*\\(");
        const QStringList wrong = found(attached, {"models/", "ui/", "app/"}, {"models/base/continuation."});
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    /// A process that closes any descriptor of a live store drops SQLite's locks on it (they are of the process), and a child of
    /// fork() that keeps a connection spoils it for both. So connections are opened in named places, and the rooms that know the
    /// path of a live store open files by hand in named places only, each of which is another file.
    void onlyNamedPlacesOpenAStore()
    {
        static const QRegularExpression forks("\\bv?fork\\s*\\(|\\bposix_spawnp?\\s*\\(");
        QStringList wrong = found(forks, {"models/", "ui/", "app/"}, {"app/backup/postgres/privateserver."}); // runs another program at once
        static const QRegularExpression connections("\\bsqlite3_open(_v2|16)?\\s*\\(|\\bQSqlDatabase::addDatabase\\b");
        const QStringList connecting{"app/sql/sqliteopen.", "app/store/storefile.", "app/store/schemagap.", "app/backup/storefacts.",
                                     "app/backup/copytarget.", "app/backup/compare/"};
        wrong += found(connections, {"models/", "ui/", "app/"}, connecting);
        static const QRegularExpression files("(?<!\\w)::open(at)?\\s*\\(|\\bf(re)?open\\s*\\(|\\bQ(Save)?File\\s+\\w+\\s*[({]|\\bQFile::copy\\b|\\bstd::[io]?fstream\\b");
        const QStringList opening{"app/store/storefile.",         // folders, and a store that has no name yet
                                  "app/store/writerlock.",        // the lock beside a store
                                  "app/store/replacement.",       // a store that has no name yet, and the note beside it
                                  "app/store/localstoremaintenance.", // a probe beside a store
                                  "app/sql/migrations.",          // resources
                                  "app/move/filetarget.",         // a name that is taken before the move
                                  "app/controlplane/newfile.", "app/controlplane/tenants/tenantbatchimport."};
        wrong += found(files, {"app/store/", "app/sql/", "app/audit/", "app/controlplane/", "app/maintenance/", "app/move/"}, opening);
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void windowsOpenWithoutBlocking()
    {
        static const QRegularExpression boxes("\\bQMessageBox::(information|warning|critical|question|about)\\b"
                                              "|\\bQFileDialog::get\\w+|\\bQInputDialog::get\\w+|\\bQColorDialog::get\\w+");
        const QStringList wrong = found(boxes, {"ui/", "app/console/"}, {});
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void nothingPrintsOrLogsBesideTheDoor()
    {
        static const QRegularExpression prints("\\bq(Debug|Info|Warning|Critical|Fatal|C(?!ompress)\\w+)\\s*\\(|\\bv?f?printf\\s*\\(|\\bputs\\s*\\("
                                               "|\\bstd::(cout|cerr|clog)\\b|\\bspdlog::|\\bstd(out|err)\\b|\\bperror\\s*\\(");
        // What programs say to a terminal: answers of the headless ones, --help and a refusal to start of the console.
        const QStringList said{"app/log/", "app/cli/output.", "app/agent/output.", "app/console/options."};
        const QStringList wrong = found(prints, {"models/", "ui/", "app/"}, said);
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void modelsDoNoInputAndOutput()
    {
        static const QRegularExpression outside("\\bQ(File|SaveFile|Process|Thread|Timer|TcpSocket|Settings|StandardPaths)\\b|\\bqgetenv\\b"
                                                "|\\bstd::thread\\b|\\bQDateTime::current\\w+|\\bQColor\\b");
        const QStringList wrong = found(outside, {"models/"}, {});
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void nothingThrows()
    {
        static const QRegularExpression throwing("\\bthrow\\b");
        const QStringList wrong = found(throwing, {"models/", "ui/", "app/"}, {});
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void everyFileNamesItsLicence()
    {
        QStringList wrong;
        for (const char *top : {"models", "app", "ui", "tests"})
            for (QDirIterator it(m_root + '/' + top, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
                const QString path = it.next();
                if (!readAll(path).startsWith("// SPDX-License-Identifier: GPL-3.0-or-later\n"))
                    wrong += path.mid(m_root.size() + 1);
            }
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void everyCodeIsComplete()
    {
        QCOMPARE(errorCatalogue().size(), static_cast<size_t>(ErrorCode::Count_));
        QStringList wrong;
        for (const ErrorRow &row : errorCatalogue())
            if (!row.title || !row.sentence || !row.cause || !row.data || !row.steps[0].text || !row.steps[1].text)
                wrong += row.id;
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void everyActionHasItsWords()
    {
        const QString words = readAll(m_root + "/ui/kit/actionwords.cpp");
        QVERIFY(!words.isEmpty());
        QStringList wrong;
        for (const ErrorRow &row : errorCatalogue())
            for (const ErrorStep &step : row.steps)
                if (step.action && !words.contains(QString("\"%1\"").arg(QString(step.action).section(':', 0, 0))))
                    wrong += QString("%1: %2").arg(row.id, step.action);
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void theManualKnowsEveryCommand()
    {
        const QString manual = readAll(m_root + "/resources/man/planciactl.1").remove('\\').remove('"');
        QVERIFY(!manual.isEmpty());
        // CommandSpec{"tenant create", QT_TRANSLATE_NOOP("cli", …) and OptionSpec{"out", "DIR", QT_TRANSLATE_NOOP("cli", …)
        static const QRegularExpression command("\\{\"([a-z][a-z ]+)\", QT_TRANSLATE_NOOP\\(\"cli\"");
        static const QRegularExpression option("\\{\"([a-z][a-z-]+)\", (?:\"[^\"]*\"|nullptr), QT_TRANSLATE_NOOP\\(\"cli\"");
        QStringList wrong;
        int commands = 0;
        for (const SourceFile &source : m_sources) {
            if (!source.path.startsWith("app/cli/"))
                continue;
            for (auto it = command.globalMatch(source.text); it.hasNext(); ++commands)
                if (const QString path = it.next().captured(1); !manual.contains(path))
                    wrong += path;
            for (auto it = option.globalMatch(source.text); it.hasNext();)
                if (const QString name = "--" + it.next().captured(1); !manual.contains(name))
                    wrong += name;
        }
        QVERIFY(commands > 10);
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void theManualsKnowEveryOption_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("manual");
        QTest::newRow("plancia") << "app/console/options.cpp" << "plancia.1";
        QTest::newRow("plancia-agent") << "app/agent/main.cpp" << "plancia-agent.1";
    }
    void theManualsKnowEveryOption()
    {
        QFETCH(QString, source);
        QFETCH(QString, manual);
        const QString text = readAll(m_root + "/resources/man/" + manual).remove('\\');
        static const QRegularExpression option("QCommandLineOption \\w+[({]\\{?(?:QStringLiteral\\(\"\\w\"\\), )?QStringLiteral\\(\"([a-z-]+)\"");
        QStringList wrong;
        int options = 0;
        for (auto it = option.globalMatch(readAll(m_root + '/' + source)); it.hasNext(); ++options)
            if (const QString name = "--" + it.next().captured(1); !text.contains(name))
                wrong += name;
        QVERIFY(options > 4);
        QVERIFY2(wrong.isEmpty(), lines(wrong));
    }
    void headlessProgramsLoadNoWindow_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("planciactl") << "planciactl";
        QTest::newRow("plancia-agent") << "plancia-agent";
    }
    void headlessProgramsLoadNoWindow()
    {
        QFETCH(QString, program);
        const QString path = m_bin + '/' + program;
        QVERIFY2(QFile::exists(path), qPrintable(path + " is not built"));
        QProcess ldd;
        ldd.start("ldd", {path});
        QVERIFY(ldd.waitForFinished());
        const QString libraries = ldd.readAllStandardOutput();
        QVERIFY2(libraries.contains("libQt6Core"), qPrintable(libraries));
        for (const char *window : {"libQt6Gui", "libQt6Widgets", "libQt6Charts", "libQt6Svg", "libX11", "libwayland"})
            QVERIFY2(!libraries.contains(window), window);
    }
};

QTEST_GUILESS_MAIN(tst_Architecture)
#include "tst_architecture.moc"
