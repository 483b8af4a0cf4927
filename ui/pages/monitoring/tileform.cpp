// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/tileform.h"

#include "models/format/quantity.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
using Kind = DashboardTile::Kind;
constexpr std::optional<double> DashboardTile::*kLimits[]{&DashboardTile::warnAbove, &DashboardTile::warnBelow, &DashboardTile::errorAbove,
                                                          &DashboardTile::errorBelow};

/// Written so that it can be read again, whatever the language.
QString numberText(double value) { return QString::number(value, 'g', 12); }
} // namespace

TileForm::TileForm(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("tileForm"));
    QVBoxLayout *part = addPart();
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("tileKind"));
    for (const auto &[kind, name] : {std::pair(Kind::Line, tr("Lines")), std::pair(Kind::Area, tr("Stacked areas")), std::pair(Kind::Bar, tr("Bars")),
                                     std::pair(Kind::Stat, tr("One number")), std::pair(Kind::Strip, tr("Strip of states")), std::pair(Kind::Table, tr("Table"))})
        m_kind->addItem(name, static_cast<int>(kind));
    part->addWidget(new FormField(tr("Kind"), m_kind));
    m_width = new QComboBox(this);
    m_width->addItem(tr("Narrow"), static_cast<int>(DashboardTile::Width::Narrow));
    m_width->addItem(tr("Half a row"), static_cast<int>(DashboardTile::Width::Half));
    m_width->addItem(tr("A whole row"), static_cast<int>(DashboardTile::Width::Full));
    part->addWidget(new FormField(tr("Width"), m_width));
    m_title = new QLineEdit(this);
    m_title->setObjectName(QStringLiteral("tileTitle"));
    m_title->setMaxLength(200);
    part->addWidget(new FormField(tr("Title"), m_title, tr("Empty: the name of the first metric.")));

    auto *metrics = new QWidget(this);
    auto *column = new QVBoxLayout(metrics);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTinyGap);
    m_search = new QLineEdit(metrics);
    m_search->setPlaceholderText(tr("Find a metric"));
    m_search->setClearButtonEnabled(true);
    m_metrics = new QListWidget(metrics);
    m_metrics->setObjectName(QStringLiteral("tileMetrics"));
    m_metrics->setMinimumHeight(220);
    column->addWidget(m_search);
    column->addWidget(m_metrics, 1);
    m_metricsField = new FormField(tr("Metrics"), metrics);
    part->addWidget(m_metricsField, 1);

    auto *limits = new QWidget(this);
    auto *grid = new QGridLayout(limits);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(measure::kSmallGap);
    const QString names[]{tr("Warning above"), tr("Warning below"), tr("Error above"), tr("Error below")};
    const char *objectNames[]{"warnAbove", "warnBelow", "errorAbove", "errorBelow"};
    for (int i = 0; i < 4; ++i) {
        m_limits[i] = new QLineEdit(limits);
        m_limits[i]->setObjectName(QLatin1String(objectNames[i]));
        grid->addWidget(new FormField(names[i], m_limits[i]), i / 2, i % 2);
        connect(m_limits[i], &QLineEdit::textChanged, this, &TileForm::edited);
    }
    part->addWidget(limits);
    m_fault = makeLabel({}, TextKind::Fault, Wrap::Yes, this);
    part->addWidget(m_fault);

    m_take = addAction(tr("Add tile"), ButtonKind::Primary);
    m_take->setObjectName(QStringLiteral("takeTile"));
    connect(m_take, &QPushButton::clicked, this, [this] { emit accepted(tile(), m_place); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TileForm::edited);
    connect(m_width, &QComboBox::currentIndexChanged, this, &TileForm::edited);
    connect(m_title, &QLineEdit::textChanged, this, &TileForm::edited);
    connect(m_search, &QLineEdit::textChanged, this, &TileForm::showMetrics);
    connect(m_metrics, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        if (m_isFilling)
            return;
        const QString name = item->data(Qt::UserRole).toString();
        m_chosen.removeAll(name);
        if (item->checkState() == Qt::Checked)
            m_chosen.append(name);
        edited();
    });
}

void TileForm::setTile(const DashboardTile &tile, std::optional<TilePlace> place, Metric::Of of, const QStringList &series)
{
    m_isFilling = true;
    m_before = tile;
    m_place = place;
    m_of = of;
    m_series = series;
    m_chosen = tile.metrics;
    setTitle(place ? tr("Edit tile") : tr("Add a tile"));
    m_take->setText(place ? tr("Apply") : tr("Add tile"));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(tile.kind)));
    m_width->setCurrentIndex(m_width->findData(static_cast<int>(tile.width)));
    m_title->setText(tile.title.in(QLocale().name()));
    for (int i = 0; i < 4; ++i)
        m_limits[i]->setText(tile.*kLimits[i] ? numberText(*(tile.*kLimits[i])) : QString());
    m_search->clear();
    m_isFilling = false;
    showMetrics();
    edited();
}

void TileForm::showMetrics()
{
    m_isFilling = true;
    m_metrics->clear();
    const QString wanted = m_search->text().trimmed();
    QStringList names;
    for (const Metric &metric : metrics())
        names.append(QString::fromLatin1(metric.name));
    names += m_series + m_chosen; // a series may be gone from its page, and stays in the tile
    if (metricByName(wanted))
        names.append(wanted);
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const Metric *metric = metricByName(name);
        const QString label = metricLabel(name);
        if (!metric || !mayShow(m_of, *metric) || (!name.contains(wanted, Qt::CaseInsensitive) && !label.contains(wanted, Qt::CaseInsensitive)))
            continue;
        auto *item = new QListWidgetItem(name, m_metrics);
        item->setData(Qt::UserRole, name);
        item->setToolTip(toolTipText(label + QStringLiteral(" · ") + unitOf(metric->quantity)));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(m_chosen.contains(name) ? Qt::Checked : Qt::Unchecked);
    }
    m_isFilling = false;
}

DashboardTile TileForm::tile() const
{
    DashboardTile tile = m_before;
    tile.kind = static_cast<Kind>(m_kind->currentData().toInt());
    tile.width = static_cast<DashboardTile::Width>(m_width->currentData().toInt());
    tile.metrics = m_chosen;
    if (tile.kind != Kind::Stat)
        tile.judged.clear();
    const QString title = m_title->text().trimmed();
    if (title != m_before.title.in(QLocale().name())) {
        tile.title = {};
        if (!title.isEmpty())
            tile.title.byLanguage.insert(QString(), title); // one's own words are the same in every language
    }
    for (int i = 0; i < 4; ++i) {
        bool isNumber = false;
        const double value = m_limits[i]->text().trimmed().replace(u',', u'.').toDouble(&isNumber);
        tile.*kLimits[i] = isNumber ? std::optional(value) : std::nullopt;
    }
    return tile;
}

void TileForm::edited()
{
    if (m_isFilling)
        return;
    const QString fault = faultWords();
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_take->setEnabled(fault.isEmpty());
    QStringList chosen;
    for (const QString &name : std::as_const(m_chosen))
        chosen.append(metricLabel(name));
    m_metricsField->setHint(chosen.join(QStringLiteral(", ")));
}

QString TileForm::faultWords() const
{
    for (const QLineEdit *limit : m_limits) {
        bool isNumber = limit->text().trimmed().isEmpty();
        if (!isNumber)
            limit->text().trimmed().replace(u',', u'.').toDouble(&isNumber);
        if (!isNumber)
            return tr("A limit is a number, as 0.95 or 1000.");
    }
    const auto fault = faultOf(tile(), m_of);
    if (!fault)
        return {};
    switch (fault->kind) {
    case TileFault::Kind::NoMetric:
        return tr("Choose at least one metric.");
    case TileFault::Kind::TooMany:
        return tr("A tile shows at most %n metrics.", nullptr, kMaxTileMetrics);
    case TileFault::Kind::Unknown:
    case TileFault::Kind::WrongSource:
        return tr("%1 is not a metric of this source.").arg(fault->metric);
    case TileFault::Kind::Twice:
        return tr("A metric stands there twice.");
    case TileFault::Kind::TooManyForStat:
        return tr("One number takes one metric, or two for “… of …”.");
    case TileFault::Kind::NeedsLimit:
        return tr("A strip of states needs at least one limit.");
    case TileFault::Kind::BadLimit:
        return tr("A limit is a number, as 0.95 or 1000.");
    case TileFault::Kind::OtherUnit:
        return tr("%1 has another unit: one chart has one axis.").arg(fault->metric);
    }
    return {};
}

} // namespace plancia::ui
