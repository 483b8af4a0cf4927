// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/batchport.h"
#include "ui/kit/page.h"
#include "ui/kit/text.h"

class QComboBox;
class QRadioButton;
class QVBoxLayout;

namespace plancia::ui {

class ErrorPanel;
class ProgressRow;

/// Tenants from a file, beside the list: which column is which field, what the rows would become, what is wrong with which,
/// and what was made. The file is read anew for each mapping. What runs goes on when the panel goes.
class ImportPanel : public SidePanel {
    Q_OBJECT
public:
    enum class Mode { Closed, Preview, Running, Done };

    explicit ImportPanel(const PageContext &context, QWidget *parent = nullptr);
    ~ImportPanel() override;

    Mode mode() const { return m_mode; }
    bool isSettled() const { return !m_isReading && m_mode != Mode::Running; }
    /// Asks for the file.
    void choose();
    void start(const QString &path);
    void dismissPanel();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void shown();
    void focusLeft(); ///< the keyboard was in it, and it is about to go
    void settled();
    void tenantsChanged();
    void actionRequested(const QString &actionId);

private:
    BatchPort *port() const;
    void build();
    void setMode(Mode mode);
    void showActs();
    void showWords();
    void showColumns();
    void showFaults();
    void read();
    void run();
    void saveFaults();
    void arrived(const Result<ImportReport> &report);
    void showError(const Error &error, const QString &requestId);
    qint64 wouldMake() const;

    PageContext m_context;
    Mode m_mode = Mode::Closed;
    QString m_path;
    QStringList m_mapping; ///< chosen by hand; empty: as guessed
    std::optional<ImportPlan> m_plan;
    std::optional<ImportReport> m_report;
    CallContext m_reading;
    CallContext m_running;
    bool m_isReading = false;
    std::function<void()> m_again;

    ErrorPanel *m_error = nullptr;
    QLabel *m_lead = nullptr;
    QLabel *m_more = nullptr;
    ProgressRow *m_progress = nullptr;
    QWidget *m_columns = nullptr;
    QVBoxLayout *m_columnRows = nullptr;
    QList<QComboBox *> m_fields; ///< a column each
    QRadioButton *m_all = nullptr;
    QRadioButton *m_good = nullptr;
    QLabel *m_faultsTitle = nullptr;
    QLabel *m_faults = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace plancia::ui
