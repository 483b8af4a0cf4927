// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace plancia::ui {

/// Two people changed one thing: what this person typed beside what is saved now, field by field and whole. It only shows,
/// and offers the other's value of a field where one can be taken; whoever holds it decides. Nothing is chosen beforehand.
class TwoVersions : public QWidget {
    Q_OBJECT
public:
    enum class Take { No, Yes };

    explicit TwoVersions(QWidget *parent = nullptr);
    /// Begins anew: what happened, and when the other version was saved.
    void begin(const QString &sentence, const QString &when);
    /// `name` is the stable name of the field, for tests and for theirsTaken().
    void addField(const QString &name, const QString &label, const QString &mine, const QString &theirs, Take take = Take::No);
    void addNote(const QString &text);

signals:
    void theirsTaken(const QString &name);

private:
    QWidget *addVersion(const QString &name, const QString &label, const QString &text, const char *kind);

    QVBoxLayout *m_column = nullptr;
    QWidget *m_inside = nullptr;
};

} // namespace plancia::ui
