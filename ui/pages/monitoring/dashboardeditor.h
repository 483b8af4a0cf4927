// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/dashboardsport.h"
#include "ui/kit/calls.h"
#include "ui/pages/monitoring/dashboardview.h"

class QLineEdit;

namespace plancia::ui {

class TileForm;

/// Changing a dashboard: the row of acts above its tiles, and the form of one tile. What is changed stands in the view until it is
/// saved as a file, put back as it was shipped, or given up. A part of MonitoringPage, which shows what is told.
class DashboardEditor : public QWidget {
    Q_OBJECT
public:
    /// The view and the calls outlive it.
    DashboardEditor(PageContext context, DashboardView *view, Calls &calls, QWidget *parent);

    TileForm *form() const { return m_form; }
    bool isEditing() const { return m_isEditing; }
    /// `view`: what its tiles can show. `taken`: ids that a new one may not have.
    void begin(const DashboardFile &file, const MonitoredView &view, const QStringList &taken);
    /// What was changed and not saved is given up.
    void end();
    /// The form of a tile, or of a new one.
    void openTile(std::optional<TilePlace> place);

signals:
    void begun();
    void ended();
    void changed(const plancia::Dashboard &dashboard);
    void saved(const plancia::DashboardFile &file);
    void wasPutBack();
    void failed(const plancia::Error &error); ///< the changes stay on the screen

private:
    void build();
    void take(const DashboardTile &tile, std::optional<TilePlace> place);
    void save(bool asNew);
    void putBack();

    const PageContext m_context;
    DashboardView *m_view = nullptr;
    Calls &m_calls;
    DashboardFile m_file;
    MonitoredView m_of;
    QStringList m_taken;
    bool m_isEditing = false;
    QLineEdit *m_title = nullptr;
    QPushButton *m_putBack = nullptr;
    TileForm *m_form = nullptr;
};

} // namespace plancia::ui
