// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/server.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

#include <QTimer>
#include <array>

class QStackedWidget;
class QTabBar;

namespace plancia {
class ServerPort;
}

namespace plancia::ui {

class FactGrid;
class Notice;
class PageStates;
class ServerCards;
class ServerListView;
class ServerPanel;

/// The PostgreSQL server of the workspace: tables, indexes, vacuum, replication and the log, a tab each. A tab asks when it is looked
/// at for the first time and when it is refreshed; what goes on now (vacuum without its tables, replication, log) also every ten
/// seconds while it is seen. One question a tab at a time; it ends when the tab is left. Writes nothing.
///
/// State: "tab" ("tables", "indexes", "vacuum", "replication", "wal"), "tables" and "indexes" (ServerListView).
class ServerPage : public Page {
    Q_OBJECT
public:
    explicit ServerPage(PageContext context);
    ~ServerPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum View { Tables, Indexes, Vacuum, Replication, Wal, ViewCount };
    struct Asked {
        bool isAsking = false;
        CallContext context;
        std::optional<Error> trouble; ///< of the last answer
    };

    void build();
    void buildCards();
    void connectParts();
    View view() const;
    PageStates *states(View view) const { return m_states[view]; }
    ServerPort *port() const;
    void look();
    enum class How { Whole, Tick }; ///< a tick leaves out what costs much
    void ask(View view, How how = How::Whole);
    void stop(View view);
    template <class T, class Into>
    void take(View view, const QFuture<Result<T>> &future, Into into);
    bool isKnown(View view) const;
    const ServerMoment *moment(View view) const;
    void showAnswer(View view);
    void showVacuum();
    void showReplication();
    void showWal();
    void showWords();
    void openTable(qint64 id);
    void openIndex(qint64 id);
    void showPanel();
    void fitColumns();

    Calls m_calls{this};
    std::array<Asked, ViewCount> m_asked;
    std::optional<ServerTables> m_tables;
    std::optional<ServerIndexes> m_indexes;
    std::optional<ServerVacuum> m_vacuum;
    std::optional<ServerReplication> m_replication;
    std::optional<ServerWal> m_wal;
    qint64 m_openTable = 0, m_openIndex = 0; ///< in the panel; one of them
    QTimer m_timer;

    QTabBar *m_tabs = nullptr;
    Notice *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    ServerListView *m_tableList = nullptr;
    ServerListView *m_indexList = nullptr;
    ServerCards *m_vacuumCards = nullptr;
    ServerCards *m_replicationCards = nullptr;
    ServerCards *m_walCards = nullptr;
    FactGrid *m_receiver = nullptr;
    FactGrid *m_log = nullptr;
    FactGrid *m_archiver = nullptr;
    FactGrid *m_checkpoints = nullptr;
    FactGrid *m_buffers = nullptr;
    std::array<PageStates *, ViewCount> m_states{};
    ServerPanel *m_panel = nullptr;
};

} // namespace plancia::ui
