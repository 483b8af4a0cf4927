// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/batchport.h"
#include "ui/kit/page.h"
#include "ui/kit/text.h"

class QLineEdit;
class QPlainTextEdit;
class QTimer;
class QVBoxLayout;

namespace plancia::ui {

class ErrorPanel;
class FormField;
class ProgressRow;

/// An act on many tenants beside the list: what it would do, why, how far it is, what it did, and the way back. What runs
/// goes on when the panel or the page goes; a page that is built anew follows it by its id.
class BulkPanel : public SidePanel {
    Q_OBJECT
public:
    enum class Mode { Closed, Preview, Running, Done };

    explicit BulkPanel(const PageContext &context, QWidget *parent = nullptr);
    ~BulkPanel() override;

    Mode mode() const { return m_mode; }
    bool isSettled() const { return !m_isLooking && !isRunning(); }
    bool isRunning() const { return !m_running.isNull(); }
    /// Begins with a look at what would change.
    void start(const BulkRequest &request);
    /// Shows again what runs or was done, when it was put away.
    void showAgain();
    /// Puts it away; what runs goes on.
    void dismissPanel();
    /// Words for what was done, for a page that does not show the panel; empty when nothing was.
    QString outcome() const;

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void shown(); ///< another mode now
    void focusLeft(); ///< the keyboard was in it, and it is about to go
    void settled();
    void tenantsChanged();
    void actionRequested(const QString &actionId);

private:
    BatchPort *port() const;
    void setMode(Mode mode);
    void showTitle();
    void showActs();
    void build();
    QLabel *addLabel(TextKind kind, const char *name);
    void look();
    void lookSoon();
    void showPlan();
    void showReport();
    void showList(const QList<BulkRefusal> &rows, qint64 count, const QString &title);
    void judge();
    bool mayRun() const;
    QString reason() const;
    void run();
    void undo();
    void follow(const QUuid &id);
    void taskChanged(const TaskInfo &task);
    void arrived(const Result<BulkReport> &report);
    void readReport();
    void showError(const Error &error, const QString &requestId);
    void stepTaken(const QString &actionId);

    PageContext m_context;
    Mode m_mode = Mode::Closed;
    BulkRequest m_request;
    std::optional<BulkPlan> m_plan;
    std::optional<BulkReport> m_report;
    QUuid m_running;  ///< the act that is followed
    QString m_word;   ///< its act, as in BulkReport::act
    TaskId m_task;
    bool m_readsReport = false; ///< when its task is over: the answer goes to nobody here
    CallContext m_looking;
    bool m_isLooking = false;
    std::function<void()> m_again;

    QTimer *m_pause = nullptr;
    ErrorPanel *m_error = nullptr;
    QLabel *m_lead = nullptr;
    QLabel *m_effect = nullptr;
    QLabel *m_sampleTitle = nullptr;
    QLabel *m_sample = nullptr;
    QLabel *m_listTitle = nullptr;
    QLabel *m_list = nullptr;
    QLineEdit *m_tags = nullptr;
    FormField *m_tagsField = nullptr;
    QPlainTextEdit *m_reason = nullptr;
    FormField *m_reasonField = nullptr;
    QLineEdit *m_typed = nullptr;
    FormField *m_typedField = nullptr;
    ProgressRow *m_progress = nullptr;
    QPushButton *m_run = nullptr;
};

} // namespace plancia::ui
