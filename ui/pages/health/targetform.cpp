// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/health/targetform.h"

#include "ui/kit/formfield.h"
#include "ui/kit/theme.h"
#include "ui/pages/health/healthwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>
#include <cmath>

namespace plancia::ui {

namespace {
using Kind = HealthTarget::Kind;
constexpr double kGib = 1 << 30;
constexpr double kMostGib = 1 << 20;
constexpr int kSeriesLines = 4; ///< that are seen at once

bool hasCertificate(Kind kind) { return kind == Kind::Http || kind == Kind::Prometheus || kind == Kind::Certificate; }

QSpinBox *number(int low, int high, const QString &suffix)
{
    auto *box = new QSpinBox;
    box->setRange(low, high);
    box->setSuffix(suffix);
    return box;
}

} // namespace

TargetForm::TargetForm(QWidget *parent) : QWidget(parent)
{
    build();
    for (QLineEdit *line : {m_name, m_address, m_body}) {
        connect(line, &QLineEdit::textChanged, this, &TargetForm::follow);
        connect(line, &QLineEdit::returnPressed, this, &TargetForm::submitted);
    }
    for (QSpinBox *box : {m_every, m_timeout, m_status, m_warnDays, m_hours})
        connect(box, &QSpinBox::valueChanged, this, &TargetForm::follow);
    for (QDoubleSpinBox *box : {m_freePercent, m_freeGib})
        connect(box, &QDoubleSpinBox::valueChanged, this, &TargetForm::follow);
    for (QCheckBox *box : {m_critical, m_redirects})
        connect(box, &QCheckBox::toggled, this, &TargetForm::follow);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TargetForm::follow);
    connect(m_series, &QPlainTextEdit::textChanged, this, &TargetForm::follow);
    setTarget({});
}

void TargetForm::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 2, 0);
    column->setSpacing(10);
    m_kind = new QComboBox;
    for (const QString &word : targetKinds())
        m_kind->addItem(kindName(*targetKindOf(word)), word);
    column->addWidget(addField("kind", tr("What is watched"), m_kind));
    m_name = new QLineEdit;
    m_name->setMaxLength(HealthTarget::kMaxNameChars);
    column->addWidget(addField("name", tr("Name"), m_name));
    m_address = new QLineEdit;
    m_address->setMaxLength(HealthTarget::kMaxAddressChars);
    column->addWidget(addField("address", tr("Address"), m_address));

    m_status = number(0, 599, {});
    m_status->setSpecialValueText(tr("Any of 2xx"));
    column->addWidget(addField("status", tr("Expected status"), m_status));
    m_body = new QLineEdit;
    m_body->setMaxLength(HealthTarget::kMaxBodyChars);
    column->addWidget(addField("body", tr("Text that must be in the answer (optional)"), m_body, tr("It is looked for in the first 64 KiB.")));
    m_redirects = new QCheckBox(tr("Follow redirects"));
    m_redirects->setObjectName(QStringLiteral("follow_redirects"));
    column->addWidget(m_redirects);
    m_warnDays = number(0, HealthTarget::kMostDays, tr(" days", "a number of days, in a form"));
    column->addWidget(addField("warn_days", tr("Degraded before the certificate ends"), m_warnDays));
    m_freePercent = new QDoubleSpinBox;
    m_freePercent->setRange(0, 100);
    m_freePercent->setDecimals(1);
    m_freePercent->setSuffix(QStringLiteral(" %"));
    m_freePercent->setSpecialValueText(tr("No limit"));
    column->addWidget(addField("least_free_percent", tr("Degraded with less free than"), m_freePercent));
    m_freeGib = new QDoubleSpinBox;
    m_freeGib->setRange(0, kMostGib);
    m_freeGib->setDecimals(1);
    m_freeGib->setSuffix(QStringLiteral(" GiB"));
    m_freeGib->setSpecialValueText(tr("No limit"));
    column->addWidget(addField("least_free_bytes", tr("Or with less than"), m_freeGib));
    m_hours = number(0, HealthTarget::kMostHours, QStringLiteral(" h"));
    m_hours->setSpecialValueText(tr("As the schedules say"));
    column->addWidget(addField("most_hours", tr("Degraded when the newest proved backup is older than"), m_hours));

    m_series = new QPlainTextEdit;
    m_series->setTabChangesFocus(true);
    m_series->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_series->setFixedHeight(m_series->fontMetrics().lineSpacing() * kSeriesLines + 16);
    m_series->setPlaceholderText(QStringLiteral("queue_length\nhttp_requests_total{code=\"500\"}"));
    column->addWidget(addField("series", tr("Series that become metrics (optional)"), m_series, tr("One a line, for dashboards and alerts.")));

    m_every = number(HealthTarget::kLeastEvery, HealthTarget::kMostEvery, QStringLiteral(" s"));
    m_timeout = number(HealthTarget::kLeastTimeoutMs, HealthTarget::kMostTimeoutMs, QStringLiteral(" ms"));
    m_timeout->setSingleStep(500);
    auto *times = new QHBoxLayout;
    times->setSpacing(measure::kSmallGap);
    times->addWidget(addField("every", tr("Look every"), m_every), 1, Qt::AlignTop);
    times->addWidget(addField("timeout_ms", tr("Give up after"), m_timeout), 1, Qt::AlignTop);
    column->addLayout(times);
    m_critical = new QCheckBox(tr("Critical: nothing is well while this is down"));
    m_critical->setObjectName(QStringLiteral("critical"));
    column->addWidget(m_critical);
}

FormField *TargetForm::addField(const char *key, const QString &label, QWidget *editor, const QString &hint)
{
    editor->setObjectName(QLatin1String(key));
    editor->setAccessibleName(label);
    auto *field = new FormField(label, editor, hint, this);
    m_fields.insert(QLatin1String(key), field);
    return field;
}

void TargetForm::setTarget(const HealthTarget &target)
{
    showTarget(target);
    m_original = this->target();
}

void TargetForm::showTarget(const HealthTarget &target)
{
    m_isShowing = true;
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(toString(target.kind))));
    m_name->setText(target.name);
    m_address->setText(target.address);
    m_every->setValue(target.everySeconds);
    m_timeout->setValue(target.timeoutMs);
    m_critical->setChecked(target.isCritical);
    m_status->setValue(target.status);
    m_body->setText(target.body);
    m_redirects->setChecked(target.followsRedirects);
    m_warnDays->setValue(target.warnDays);
    m_freePercent->setValue(target.leastFreePercent);
    m_freeGib->setValue(static_cast<double>(target.leastFreeBytes) / kGib);
    m_hours->setValue(target.mostHours);
    m_series->setPlainText(target.series.join(u'\n'));
    m_isShowing = false;
    follow();
}

HealthTarget TargetForm::target() const
{
    const HealthTarget usual;
    HealthTarget target = usual;
    target.kind = targetKindOf(m_kind->currentData().toString()).value_or(Kind::Http);
    target.name = m_name->text().trimmed();
    if (target.kind != Kind::Backup)
        target.address = m_address->text().trimmed();
    target.everySeconds = m_every->value();
    target.timeoutMs = m_timeout->value();
    target.isCritical = m_critical->isChecked();
    if (target.kind == Kind::Http) {
        target.status = m_status->value();
        target.body = m_body->text();
        target.followsRedirects = m_redirects->isChecked();
    }
    if (hasCertificate(target.kind))
        target.warnDays = m_warnDays->value();
    if (target.kind == Kind::Disk) {
        target.leastFreePercent = m_freePercent->value();
        const auto bytes = static_cast<qint64>(std::llround(m_freeGib->value() * kGib));
        // What the field shows rounded stays as exact as it was.
        const bool isSame = std::abs(static_cast<double>(bytes - m_original.leastFreeBytes)) < kGib / 20;
        target.leastFreeBytes = isSame ? m_original.leastFreeBytes : bytes;
    }
    if (target.kind == Kind::Backup)
        target.mostHours = m_hours->value();
    if (target.kind == Kind::Prometheus)
        for (const QString &line : m_series->toPlainText().split(u'\n', Qt::SkipEmptyParts))
            if (const QString text = line.trimmed(); !text.isEmpty()) {
                const auto selector = seriesSelector(text);
                target.series.append(selector ? toString(*selector) : text);
            }
    return target;
}

void TargetForm::follow()
{
    if (m_isShowing)
        return;
    const HealthTarget shown = target();
    const bool isHttp = shown.kind == Kind::Http;
    m_fields[QStringLiteral("address")]->setVisible(shown.kind != Kind::Backup);
    m_address->setPlaceholderText(addressExample(shown.kind));
    m_fields[QStringLiteral("address")]->setHint(shown.kind == Kind::Postgres ? tr("Without a password: that comes from ~/.pgpass or a service.") : QString());
    for (const char *key : {"status", "body"})
        m_fields[QLatin1String(key)]->setVisible(isHttp);
    m_redirects->setVisible(isHttp);
    m_fields[QStringLiteral("warn_days")]->setVisible(hasCertificate(shown.kind));
    for (const char *key : {"least_free_percent", "least_free_bytes"})
        m_fields[QLatin1String(key)]->setVisible(shown.kind == Kind::Disk);
    m_fields[QStringLiteral("most_hours")]->setVisible(shown.kind == Kind::Backup);
    m_fields[QStringLiteral("series")]->setVisible(shown.kind == Kind::Prometheus);

    QHash<QString, Error> faults;
    for (const TargetFault &fault : faultsOf(shown)) {
        if (faults.contains(fault.key))
            continue;
        faults.insert(fault.key, errorOf(fault.key, shown));
    }
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        const auto found = faults.constFind(field.key());
        field.value()->setFault(found == faults.cend() ? std::nullopt : std::optional(*found));
    }
    m_isValid = faults.isEmpty();
    emit edited();
}

/// What is wrong, in the catalogue's words.
Error TargetForm::errorOf(const QString &key, const HealthTarget &shown) const
{
    const QString label = m_fields.contains(key) ? m_fields.value(key)->editor()->accessibleName() : key;
    const bool isAddress = key == u"address";
    if ((isAddress ? shown.address : shown.name).isEmpty() && (isAddress || key == u"name"))
        return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), label}});
    if (isAddress && shown.kind == Kind::Postgres)
        return Error(ErrorCode::ValConnectionUrl, {{QStringLiteral("field"), label}});
    if (isAddress)
        return Error(ErrorCode::ConfigInvalid, {{QStringLiteral("key"), label}, {QStringLiteral("message"), tr("write it as in %1, without user and password").arg(addressExample(shown.kind))}});
    if (key == u"series")
        return Error(ErrorCode::ConfigInvalid, {{QStringLiteral("key"), label},
                                                {QStringLiteral("message"), tr("write each once, as in http_requests_total{code=\"500\"}, of a bucket with its le; at most %1 of them").arg(HealthTarget::kMostSeries)}});
    if (key == u"timeout_ms")
        return Error(ErrorCode::ValRange, {{QStringLiteral("field"), label}, {QStringLiteral("value"), QString::number(shown.timeoutMs)},
                                           {QStringLiteral("minimum"), QString::number(HealthTarget::kLeastTimeoutMs)},
                                           {QStringLiteral("maximum"), QString::number(std::min(HealthTarget::kMostTimeoutMs, shown.everySeconds * 1000 - 1))}});
    return Error(key == u"name" || key == u"body" ? ErrorCode::ValControlChars : ErrorCode::ValRange, {{QStringLiteral("field"), label}});
}

void TargetForm::touchAll()
{
    QWidget *first = nullptr;
    for (const char *key : {"name", "address", "status", "body", "series", "every", "timeout_ms"}) {
        FormField *field = m_fields.value(QLatin1String(key));
        field->touch();
        if (field->hasFault() && !first)
            first = field->editor();
    }
    if (first)
        first->setFocus();
}

void TargetForm::focusFirst() { m_kind->setFocus(); }

QVariantMap TargetForm::saveState() const
{
    const HealthTarget shown = target();
    return {{QStringLiteral("kind"), toString(shown.kind)}, {QStringLiteral("name"), shown.name}, {QStringLiteral("address"), shown.address},
            {QStringLiteral("every"), shown.everySeconds}, {QStringLiteral("timeout"), shown.timeoutMs}, {QStringLiteral("critical"), shown.isCritical},
            {QStringLiteral("status"), shown.status}, {QStringLiteral("body"), shown.body}, {QStringLiteral("redirects"), shown.followsRedirects},
            {QStringLiteral("warnDays"), shown.warnDays}, {QStringLiteral("freePercent"), shown.leastFreePercent},
            {QStringLiteral("freeBytes"), shown.leastFreeBytes}, {QStringLiteral("hours"), shown.mostHours}, {QStringLiteral("series"), shown.series}};
}

void TargetForm::restoreState(const QVariantMap &state)
{
    HealthTarget target;
    target.kind = targetKindOf(state.value(QStringLiteral("kind")).toString()).value_or(Kind::Http);
    target.name = state.value(QStringLiteral("name")).toString();
    target.address = state.value(QStringLiteral("address")).toString();
    target.everySeconds = state.value(QStringLiteral("every"), target.everySeconds).toInt();
    target.timeoutMs = state.value(QStringLiteral("timeout"), target.timeoutMs).toInt();
    target.isCritical = state.value(QStringLiteral("critical"), true).toBool();
    target.status = state.value(QStringLiteral("status")).toInt();
    target.body = state.value(QStringLiteral("body")).toString();
    target.followsRedirects = state.value(QStringLiteral("redirects")).toBool();
    target.warnDays = state.value(QStringLiteral("warnDays"), target.warnDays).toInt();
    target.leastFreePercent = state.value(QStringLiteral("freePercent"), target.leastFreePercent).toDouble();
    target.leastFreeBytes = state.value(QStringLiteral("freeBytes")).toLongLong();
    target.mostHours = state.value(QStringLiteral("hours")).toInt();
    target.series = state.value(QStringLiteral("series")).toStringList();
    showTarget(target);
}

} // namespace plancia::ui
