// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
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
/// the trash; "@N" for a commit that the archive can bring back.
struct Scenario {
    const char *name;
    QStringList arguments;
    const char *home = "base"; ///< which template it begins with
    bool isWrite = true;       ///< success means that the commits are there; else they are rows of the trail about work on files
};
QList<Scenario> scenarios();

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
    Ended run(QStringList arguments, const QMap<QString, QString> &fault = {}) const;
    Ended run(const Scenario &scenario, const QMap<QString, QString> &fault = {}) const { return run(scenario.arguments, fault); }

    /// Calls that change a file when nothing fails, of those with `only` in their name; 0 when that run itself fails. The
    /// first time for a scenario it is run, and what the state is afterwards is learnt.
    int countCalls(const Scenario &scenario, const QString &only = {});

    /// Empty, or what is wrong: the store opens and is as before or as after the act (after it, when `done`), keeps its rules,
    /// the proved backup is as it was and proved, each backup is in one place, what is listed is whole, and the next backup
    /// leaves nothing unfinished behind. countCalls() of the scenario goes before.
    QString wrongWith(const Scenario &scenario, bool done);

private:
    struct State {
        QString content;
        qint64 commit = -1;
    };
    QString make();
    QString makeOlder();
    QString makeEncrypted();
    bool learn(const Scenario &scenario);
    State stateOf(const QString &home, QString *problem) const;
    QString wrongBackups();
    bool isWhole(const QString &path);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_problem;
    QMap<QString, QString> m_words; ///< "@A" → a path below the home, or a number
    struct Known {
        State before, after;
        QStringList calls; ///< names
    };
    QMap<QByteArray, Known> m_known;
    QString m_template;
    QByteArray m_phrase;        ///< of the encrypted template
    bool m_isEncrypted = false; ///< the copy is of that one
};

} // namespace plancia::tests
