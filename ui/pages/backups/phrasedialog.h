// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/backupkeysport.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace plancia::ui {

class FormField;

/// Shows the recovery phrase of a key, to be printed or copied. Of a new key it asks for two of its groups, so that nobody
/// turns encryption on who has not got it. Holds the phrase as long as it is open.
class PhraseDialog : public QDialog {
    Q_OBJECT
public:
    enum class Purpose { NewKey, ShowAgain };
    PhraseDialog(RecoveryKey key, Purpose purpose, QWidget *parent);

signals:
    void confirmed(const QString &phrase); ///< of a new key

private:
    void addGroups(QVBoxLayout *column);
    void addQuestions(QVBoxLayout *column);
    void print();
    void judge();

    const RecoveryKey m_key;
    const QStringList m_groups;
    QList<std::pair<int, QLineEdit *>> m_asked; ///< which group, from 0, and where it is typed
    QPushButton *m_act = nullptr;
};

/// Takes a recovery phrase and says at once what is wrong with it.
class PhraseEntry : public QDialog {
    Q_OBJECT
public:
    explicit PhraseEntry(QWidget *parent);

signals:
    void entered(const QString &phrase);

private:
    void judge();

    QLineEdit *m_phrase = nullptr;
    FormField *m_field = nullptr;
    QPushButton *m_act = nullptr;
    bool m_wasTried = false;
};

} // namespace plancia::ui
