// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"
#include "ui/kit/formfield.h"

#include <QVariantMap>

class QCheckBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QRadioButton;

namespace plancia::ui {

/// Name, slug, status, tags, end of a trial and notes of a tenant that is made or changed; says what is wrong while it is typed. The slug is
/// suggested from the name until a hand has typed one; of a tenant that exists it is changed elsewhere, as is its status.
/// Lives on the GUI thread and asks nobody: the panel saves.
class TenantForm : public QWidget {
    Q_OBJECT
public:
    explicit TenantForm(QWidget *parent = nullptr);

    /// An empty form for a new tenant.
    void startCreate();
    /// What is there now; changes are told against it.
    void startEdit(const Tenant &tenant);

    TenantDraft draft() const;
    /// Somebody else saved first: changes are told against their version from now on. What was not touched here is theirs, since
    /// saving it as it stood would undo their change unseen.
    void rebase(const Tenant &theirs);
    /// Gives a field ("name", "notes", "tags", "trialEnds") the value of the version that changes are told against.
    void take(const QString &field);
    /// Puts other text into the fields, as if typed.
    void setDraft(const TenantDraft &draft);
    /// No field is at fault.
    bool isValid() const;
    /// Something was typed that saving would keep.
    bool isChanged() const;
    /// Shows every fault, also of fields that nobody touched: for a form that is submitted. Focuses the first.
    void showFaults();
    /// What the store said of the slug; shown until the slug is changed.
    void setSlugFault(const Error &error);
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void changed();
    void submitted(); ///< Enter in a line, Ctrl+Enter in the notes

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void nameEdited(const QString &name);
    void slugEdited();
    void setTrialEnd(qint64 atMs); ///< 0: it does not end
    void judge();
    void showNotes(const QString &notes);
    FormField *fieldOf(const QString &name) const;

    TenantDraft m_start;
    bool m_isNew = true;
    bool m_slugTyped = false;
    std::optional<Error> m_slugFault;

    QLineEdit *m_name = nullptr;
    QLineEdit *m_slug = nullptr;
    QWidget *m_statusRow = nullptr;
    QRadioButton *m_active = nullptr;
    QRadioButton *m_trial = nullptr;
    QPlainTextEdit *m_notes = nullptr;
    QString m_notesGiven; ///< what stands in it until somebody types
    QString m_notesShown; ///< the same as the box has it
    QLineEdit *m_tags = nullptr;
    QWidget *m_trialRow = nullptr;
    QCheckBox *m_hasEnd = nullptr;
    QDateEdit *m_trialEnds = nullptr;
    FormField *m_tagsField = nullptr;
    FormField *m_nameField = nullptr;
    FormField *m_slugField = nullptr;
    FormField *m_notesField = nullptr;
};

} // namespace plancia::ui
