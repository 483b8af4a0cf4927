// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace plancia::tests {

/// How a planciactl ended.
struct Ended {
    bool killed = false;
    int status = 0;
    QByteArray out, err;
    QJsonObject json() const;
    QString code() const; ///< of the error
    bool saysDone() const { return !json().isEmpty(); }
};

/// What is done under faults. In its arguments "@A", "@B" and "@T" stand for the backup that is proved, one more, and one in
/// the trash; "@F" for the store in the first of them, "@N" for a commit that the archive can bring back, "@O" for the folder of
/// what is exported and "@R" and "@S" for files in it.
struct Scenario {
    const char *name;
    QStringList arguments;
    const char *home = "base"; ///< which template it begins with
    bool isWrite = true;       ///< success means that the commits are there; else they are rows of the trail about work on files
    int status = 0;            ///< with which it ends when nothing fails
};
QList<Scenario> scenarios();
/// PLANCIA_FAULTS_ONLY may name a part of the names of those that are to be tried.
bool isWanted(const Scenario &scenario);

/// Stores in the states that scenarios begin with, made once by the real planciactl, and a copy that faults are tried on.
class FaultHome {
public:
    FaultHome();
    bool isReady() const { return m_problem.isEmpty(); }
    QString problem() const { return m_problem; }

    QString folder() const { return m_folder->path(); }
    QString path() const { return m_folder->filePath(QStringLiteral("home")); }
    /// The copy begins anew. Its archive takes the copied main file for the one that it left.
    bool fresh(const Scenario &scenario);
    /// planciactl on the copy. `fault` is the environment of ioshim.cpp; without it nothing is preloaded.
    Ended run(const QStringList &arguments, const QMap<QString, QString> &fault = {}) const;
    Ended run(const Scenario &scenario, const QMap<QString, QString> &fault = {}) const { return run(scenario.arguments, fault); }

    /// The same without waiting for its end, and its end.
    std::unique_ptr<QProcess> start(QStringList arguments, const QMap<QString, QString> &fault) const;
    static Ended ended(QProcess &process);
    /// Of whatever runs from now on until the copy begins anew.
    void setClockAhead(int hours) { m_aheadHours = hours; }

    /// Calls that change a file when nothing fails, of those with `only` in their name; 0 when that run itself fails. The
    /// first time for a scenario it is run, and what the state is afterwards is learnt.
    int countCalls(const Scenario &scenario, const QString &only = {});

    /// Empty, or what is wrong: the store opens and is as before or as after the act (after it, when `done`), keeps its rules,
    /// the proved backup is as it was and proved, each backup is in one place, what is listed is whole, the next backup
    /// leaves nothing unfinished behind, and an exported file is whole when it has its name, and there when `done`; what has no
    /// name is for its owner's eyes. countCalls() of the scenario goes before.
    QString wrongWith(const Scenario &scenario, bool done);

    struct State {
        QString content; ///< the schema's number and the tenants
        qint64 commit = -1;
    };
    /// Of the copy; what is wrong with its store stands in `problem`.
    State state(QString *problem = nullptr) const;
    /// Makes a template of the copy as it is; gives its folder, or nothing.
    QString keepAs(const char *name) const;

private:
    QString make();
    QString makeTemplate(const QByteArray &name);
    QString makeFrom(const char *home, const QList<QStringList> &steps);
    QString makeMany();
    QString makeOlder();
    QString makeBroken();
    QString makeAged();
    QString makeEncrypted();
    QString sqlite(const QByteArray &script) const;
    bool learn(const Scenario &scenario);
    QMap<QString, QByteArray> exports() const;
    QString wrongExports(const Scenario &scenario, bool done);
    QString wrongBackups(const Scenario &scenario);
    bool isWhole(const QString &path);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_problem;
    QMap<QString, QString> m_words; ///< "@A" → a path below the home, or a number
    struct Known {
        State before, after;
        QStringList calls; ///< names
        QMap<QString, QByteArray> exports; ///< what has a name in the folder of exports
    };
    QMap<QByteArray, Known> m_known;
    QString m_template;
    QByteArray m_phrase;        ///< of the encrypted template
    bool m_isEncrypted = false; ///< the copy is of that one
    int m_aheadHours = 0;       ///< by so much the clock of what is run is ahead
};

} // namespace plancia::tests
