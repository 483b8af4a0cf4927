// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "ui/kit/sidepanel.h"

#include <QHash>
#include <QVariantMap>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTimeEdit;

namespace plancia {
class Error;
}

namespace plancia::ui {

class DurationEdit;
class ErrorPanel;
class FormField;

/// A rule that is made or changed. Says in words what it means, what is wrong with it, and, where the board tells, what it would say
/// now.
class RuleForm : public SidePanel {
    Q_OBJECT
public:
    explicit RuleForm(QWidget *parent = nullptr);
    /// `was`: the name of the rule that it takes the place of, or empty for a new one.
    void start(const AlertRule &rule, const QString &was);
    void setBoard(const AlertBoard &board);
    /// As it is typed.
    AlertRule rule() const;
    QString was() const { return m_was; }
    void showError(const Error &error, const QString &requestId);
    void setActing(bool isActing);
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void saveAsked(const plancia::AlertRule &rule, const QString &was);

private:
    void build();
    void buildWhat(QVBoxLayout *part);
    void buildWhen(QVBoxLayout *part);
    FormField *addField(QVBoxLayout *part, const char *key, const QString &label, QWidget *editor, const QString &hint = {});
    QLineEdit *makeLine(const char *name, bool isExact);
    void showFunctions();
    void judge();
    QString faultWords(const AlertRule &rule, QString *key) const;
    QStringList previewOf(const AlertRule &rule) const;
    /// Values of every editor by its name.
    QVariantMap typed() const;
    void setTyped(const QVariantMap &values);

    AlertBoard m_board;
    AlertRule m_base; ///< what the form began with: of another measure the board tells nothing
    QString m_was;
    QStringList m_previewed;
    bool m_isFilling = false, m_isActing = false;
    QHash<QString, FormField *> m_fields; ///< by the key of the file

    QLineEdit *m_name = nullptr;
    QLineEdit *m_title = nullptr;
    QComboBox *m_severity = nullptr;
    QComboBox *m_of = nullptr;
    QLineEdit *m_metric = nullptr;
    QComboBox *m_function = nullptr;
    DurationEdit *m_window = nullptr;
    QLineEdit *m_source = nullptr;
    QWidget *m_events = nullptr;
    QComboBox *m_least = nullptr;
    QLineEdit *m_type = nullptr;
    QLineEdit *m_tenant = nullptr;
    QLineEdit *m_text = nullptr;
    QLineEdit *m_pattern = nullptr;
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
    QComboBox *m_by = nullptr;
    QComboBox *m_compare = nullptr;
    QLineEdit *m_limit = nullptr;
    QCheckBox *m_baseline = nullptr;
    QLineEdit *m_clears = nullptr;
    QLineEdit *m_samples = nullptr;
    DurationEdit *m_for = nullptr;
    DurationEdit *m_keep = nullptr;
    QCheckBox *m_noData = nullptr;
    QCheckBox *m_enabled = nullptr;
    QLabel *m_words = nullptr;
    QVBoxLayout *m_preview = nullptr;
    ErrorPanel *m_error = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace plancia::ui
