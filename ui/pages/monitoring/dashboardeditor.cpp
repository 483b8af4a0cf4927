// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/dashboardeditor.h"

#include "ui/kit/text.h"
#include "ui/pages/monitoring/tileform.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <utility>

namespace plancia::ui {

DashboardEditor::DashboardEditor(PageContext context, DashboardView *view, Calls &calls, QWidget *parent)
    : QWidget(parent), m_context(std::move(context)), m_view(view), m_calls(calls)
{
    build();
    m_form = new TileForm(parent);
    connect(m_view, &DashboardView::changed, this, [this](const Dashboard &dashboard) {
        m_form->hide(); // it may be of a tile that stands elsewhere now
        emit changed(dashboard);
    });
    connect(m_view, &DashboardView::editTileAsked, this, [this](TilePlace place) { openTile(place); });
    connect(m_form, &TileForm::accepted, this, &DashboardEditor::take);
    connect(m_form, &SidePanel::closed, m_form, &QWidget::hide);
    hide();
}

void DashboardEditor::build()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kSmallGap);
    row->addWidget(makeLabel(tr("Title"), TextKind::Secondary));
    m_title = new QLineEdit(this);
    m_title->setObjectName(QStringLiteral("dashboardTitle"));
    m_title->setMaxLength(200);
    m_title->setMinimumWidth(200);
    row->addWidget(m_title);
    const auto act = [&](const QString &text, const char *name, ButtonKind kind) {
        QPushButton *button = makeButton(text, kind, this);
        button->setObjectName(QLatin1String(name));
        row->addWidget(button);
        return button;
    };
    connect(act(tr("Add a tile…"), "addTile", ButtonKind::Secondary), &QPushButton::clicked, this, [this] { openTile(std::nullopt); });
    row->addStretch(1);
    m_putBack = act(tr("Put back as shipped"), "putBack", ButtonKind::Quiet);
    connect(m_putBack, &QPushButton::clicked, this, &DashboardEditor::putBack);
    connect(act(tr("Cancel"), "cancelEdit", ButtonKind::Secondary), &QPushButton::clicked, this, &DashboardEditor::end);
    connect(act(tr("Save as a new one"), "saveAsNew", ButtonKind::Secondary), &QPushButton::clicked, this, [this] { save(true); });
    connect(act(tr("Save"), "saveDashboard", ButtonKind::Primary), &QPushButton::clicked, this, [this] { save(false); });
}

void DashboardEditor::begin(const DashboardFile &file, const MonitoredView &view, const QStringList &taken)
{
    m_file = file;
    m_of = view;
    m_taken = taken;
    m_isEditing = true;
    m_title->setText(m_file.dashboard.title.in(QLocale().name()));
    m_putBack->setVisible(m_file.isBuiltIn && !m_file.path.isEmpty());
    show();
    m_view->setEditing(true);
    emit begun();
}

void DashboardEditor::end()
{
    if (!std::exchange(m_isEditing, false))
        return;
    m_form->hide();
    hide();
    m_view->setEditing(false);
    emit ended();
}

void DashboardEditor::openTile(std::optional<TilePlace> place)
{
    const Dashboard &dashboard = m_view->dashboard();
    DashboardTile tile;
    if (place)
        tile = dashboard.rows.at(place->row).at(place->column);
    const StreamPort *stream = m_context.ports.stream;
    m_form->setTile(tile, place, m_of.of(), seriesAmong(stream ? stream->recent(0) : QList<Sample>(), m_of.id));
    m_form->show();
}

void DashboardEditor::take(const DashboardTile &tile, std::optional<TilePlace> place)
{
    Dashboard dashboard = m_view->dashboard();
    if (place && place->row < dashboard.rows.size() && place->column < dashboard.rows.at(place->row).size())
        dashboard.rows[place->row][place->column] = tile;
    else if (!addTile(dashboard, tile) && m_context.actions.notify)
        m_context.actions.notify(Tone::Warning, tr("A dashboard has at most %n rows.", nullptr, kMaxDashboardRows));
    m_form->hide();
    emit changed(dashboard);
}

void DashboardEditor::save(bool asNew)
{
    if (!m_isEditing)
        return;
    Dashboard dashboard = m_view->dashboard();
    const QString title = m_title->text().trimmed();
    if (title.isEmpty()) {
        m_title->setFocus();
        return;
    }
    if (title != m_file.dashboard.title.in(QLocale().name())) {
        dashboard.title = {};
        dashboard.title.byLanguage.insert(QString(), title);
    }
    if (asNew)
        dashboard.id = dashboardIdFor(title, m_taken);
    m_calls.ask(m_context.ports.dashboards->save(dashboard, {}), [this](const Result<DashboardFile> &file) {
        if (!file)
            return emit failed(file.error());
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, tr("Saved in %1").arg(file->path));
        emit saved(*file);
    });
}

void DashboardEditor::putBack()
{
    m_calls.ask(m_context.ports.dashboards->remove(m_file.dashboard.id, {}), [this](const Result<bool> &removed) {
        if (!removed)
            return emit failed(removed.error());
        emit wasPutBack();
    });
}

} // namespace plancia::ui
