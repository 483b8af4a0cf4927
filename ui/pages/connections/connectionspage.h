// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/calls.h"
#include "ui/kit/page.h"
#include "ui/pages/connections/connectionsmodel.h"

namespace plancia::ui {

class ConnectionForm;
class ConnectionTestView;
class ErrorPanel;
class Notice;
class PagedTable;
class PageStates;
class SchemaView;

/// The PostgreSQL servers that this installation knows: a list, a form beside it, a test stage by stage, and the
/// installation of Plancia's schema. Lives on the GUI thread.
///
/// State: "current" (a connection's id; empty for a new one), "form" (the draft, without the password), "shows" ("test",
/// "schema" or nothing: asked again after a rebuild). Others that navigate here may give "act": "new", "test" or "schema".
class ConnectionsPage : public Page {
    Q_OBJECT
public:
    explicit ConnectionsPage(PageContext context, QWidget *parent = nullptr);
    ~ConnectionsPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    bool takeAction(const QString &actionId) override;
    bool isMeantHere(const QString &actionId) const override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

private:
    void build();
    QWidget *buildRemoval();
    void showProfiles(QList<ConnectionProfile> profiles);
    void edit(const ConnectionProfile &profile);
    void startNew();
    void closeForm();
    void formEdited();
    void save();
    void test();
    void askForSchema();
    void install();
    void migrate(Workspace::BeforeMigrating before);
    void installed(const ConnectionId &id, const Result<SchemaPlan> &plan, const QString &requestId);
    void open();
    void remove();
    void failed(const Error &error, const QString &requestId);
    void setFormShown(bool shown);
    void fitTable();
    const ConnectionProfile *profileOf(ConnectionId id) const;

    Calls m_calls{this};
    bool m_isLoaded = false;
    ConnectionId m_current; ///< in the form; null for a new one
    int m_formNumber = 0;   ///< of the form shown: an answer about one that was left leaves this one alone
    QVariantMap m_restored; ///< waits for the list
    QString m_shows;        ///< "test", "schema" or nothing
    CancelToken m_testing;
    ConnectionsModel m_model;
    QPushButton *m_create = nullptr;
    PageStates *m_states = nullptr;
    PagedTable *m_table = nullptr;
    ConnectionTestView *m_test = nullptr;
    SchemaView *m_schema = nullptr;
    ErrorPanel *m_error = nullptr;
    SidePanel *m_panel = nullptr;
    ConnectionForm *m_form = nullptr;
    QWidget *m_saved = nullptr; ///< acts on a connection that is saved
    QWidget *m_question = nullptr;
    QLabel *m_questionWords = nullptr;
    QPushButton *m_saveButton = nullptr;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_openButton = nullptr;
    QPushButton *m_schemaButton = nullptr;
    QPushButton *m_removeButton = nullptr;
    QPushButton *m_reallyRemove = nullptr;
};

} // namespace plancia::ui
