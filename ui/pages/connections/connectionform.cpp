// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connectionform.h"

#include "ui/kit/formfield.h"
#include "ui/kit/notice.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"
#include "ui/pages/connections/connectionwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kPortWidth = 90;

QIcon swatch(const QString &colour)
{
    QPixmap picture(24, 24);
    picture.setDevicePixelRatio(2);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(currentLook().band(colour));
    painter.drawRoundedRect(QRectF(0, 2, 12, 8), 2, 2);
    return picture;
}

void choose(QComboBox *box, const QVariant &data)
{
    const int index = box->findData(data);
    box->setCurrentIndex(index < 0 ? 0 : index);
}
} // namespace

ConnectionForm::ConnectionForm(QWidget *parent) : QWidget(parent)
{
    build();
    for (QLineEdit *line : {m_name, m_database, m_user, m_password, m_service})
        connect(line, &QLineEdit::textChanged, this, &ConnectionForm::follow);
    connect(m_host, &QLineEdit::textChanged, this, &ConnectionForm::hostEdited);
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectionForm::follow);
    connect(m_sslMode, &QComboBox::activated, this, [this] { m_sslTouched = true; });
    for (QComboBox *box : {m_source, m_sslMode, m_colour})
        connect(box, &QComboBox::currentIndexChanged, this, &ConnectionForm::follow);
    for (QCheckBox *box : {m_readOnly, m_maySleep})
        connect(box, &QCheckBox::toggled, this, &ConnectionForm::follow);
    for (QLineEdit *line : {m_name, m_host, m_database, m_user, m_password, m_service})
        connect(line, &QLineEdit::returnPressed, this, &ConnectionForm::submitted);
    setProfile({});
}

void ConnectionForm::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 2, 0);
    column->setSpacing(10);

    m_name = new QLineEdit(this);
    column->addWidget(addField(QStringLiteral("name"), tr("Name"), m_name));
    m_host = new QLineEdit(this);
    m_host->setPlaceholderText(tr("db.example.org, an address, or /run/postgresql"));
    m_port = new QSpinBox(this);
    m_port->setRange(1, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setFixedWidth(kPortWidth);
    auto *place = new QHBoxLayout;
    place->setSpacing(measure::kSmallGap);
    place->addWidget(addField(QStringLiteral("host"), tr("Host"), m_host), 1);
    place->addWidget(addField(QStringLiteral("port"), tr("Port"), m_port), 0, Qt::AlignTop);
    column->addLayout(place);
    m_database = new QLineEdit(this);
    m_user = new QLineEdit(this);
    auto *who = new QHBoxLayout;
    who->setSpacing(measure::kSmallGap);
    who->addWidget(addField(QStringLiteral("database"), tr("Database"), m_database), 1, Qt::AlignTop);
    who->addWidget(addField(QStringLiteral("user"), tr("User"), m_user), 1, Qt::AlignTop);
    column->addLayout(who);

    m_source = new QComboBox(this);
    m_source->addItem(tr("Typed here"), int(PasswordSource::Keyring));
    m_source->addItem(tr("From ~/.pgpass or the service"), int(PasswordSource::PgPass));
    m_source->addItem(tr("None is needed"), int(PasswordSource::None));
    column->addWidget(addField(QStringLiteral("source"), tr("Where the password comes from"), m_source));
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    column->addWidget(addField(QStringLiteral("password"), tr("Password"), m_password));

    m_sslMode = new QComboBox(this);
    for (const QString &mode : sslModes())
        m_sslMode->addItem(sslModeName(mode), mode);
    column->addWidget(addField(QStringLiteral("sslMode"), tr("Encryption"), m_sslMode));
    m_sslWarning = new Notice(this);
    m_sslWarning->setObjectName(QStringLiteral("sslWarning"));
    column->addWidget(m_sslWarning);

    m_service = new QLineEdit(this);
    column->addWidget(addField(QStringLiteral("service"), tr("Service (optional)"), m_service,
                               tr("A name in pg_service.conf; it fills what is left empty above.")));
    m_colour = new QComboBox(this);
    m_colour->setIconSize({12, 12});
    for (const QString &colour : bandColours())
        m_colour->addItem(swatch(colour), bandColourName(colour), colour);
    column->addWidget(addField(QStringLiteral("colour"), tr("Band over the window"), m_colour));
    m_readOnly = new QCheckBox(tr("Open it read-only"), this);
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    column->addWidget(m_readOnly);
    m_maySleep = new QCheckBox(tr("This server may sleep"), this);
    m_maySleep->setObjectName(QStringLiteral("maySleep"));
    column->addWidget(m_maySleep);
    column->addWidget(makeLabel(tr("As a serverless one does: it is looked at only while a page looks."), TextKind::Secondary, Wrap::Yes));
}

FormField *ConnectionForm::addField(const QString &id, const QString &label, QWidget *editor, const QString &hint)
{
    editor->setObjectName(id);
    if (auto *box = qobject_cast<QComboBox *>(editor)) {
        // A long word must not widen the panel.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    auto *field = new FormField(label, editor, hint, this);
    m_fields.insert(id, field);
    m_labels.insert(id, label);
    return field;
}

void ConnectionForm::setProfile(const ConnectionProfile &profile)
{
    m_original = profile;
    if (profile.id.isNull() && profile == ConnectionProfile{})
        m_original.password = PasswordSource::Keyring; // most people type one
    m_sslTouched = !profile.id.isNull();
    m_passwordWasTyped = false;
    showProfile(m_original);
    m_original = this->profile();
}

void ConnectionForm::showProfile(const ConnectionProfile &profile)
{
    m_isShowing = true;
    m_name->setText(profile.name);
    m_host->setText(profile.host);
    m_port->setValue(profile.port);
    m_database->setText(profile.database);
    m_user->setText(profile.user);
    m_service->setText(profile.service);
    m_password->clear();
    choose(m_source, int(profile.password == PasswordSource::ThisRun ? PasswordSource::Keyring : profile.password));
    choose(m_sslMode, profile.sslMode);
    choose(m_colour, profile.colour);
    m_readOnly->setChecked(profile.readOnly);
    m_maySleep->setChecked(profile.maySleep);
    m_isShowing = false;
    follow();
}

ConnectionProfile ConnectionForm::profile() const
{
    ConnectionProfile profile = m_original;
    profile.name = m_name->text().trimmed();
    profile.host = m_host->text().trimmed();
    profile.port = m_port->value();
    profile.database = m_database->text().trimmed();
    profile.user = m_user->text().trimmed();
    profile.service = m_service->text().trimmed();
    profile.sslMode = m_sslMode->currentData().toString();
    profile.colour = m_colour->currentData().toString();
    profile.readOnly = m_readOnly->isChecked();
    profile.maySleep = m_maySleep->isChecked();
    const auto source = static_cast<PasswordSource>(m_source->currentData().toInt());
    // A password kept for this run stays there until another one is typed.
    if (source != PasswordSource::Keyring || m_original.password != PasswordSource::ThisRun || !m_password->text().isEmpty())
        profile.password = source;
    return profile;
}

std::optional<QString> ConnectionForm::password() const
{
    const bool isTyped = m_source->currentData().toInt() == int(PasswordSource::Keyring) && !m_password->text().isEmpty();
    return isTyped ? std::optional(m_password->text()) : std::nullopt;
}

Error ConnectionForm::inWords(const Error &error) const
{
    QList<Fact> facts = error.facts();
    for (Fact &fact : facts)
        if (fact.key == u"field")
            fact.value = m_labels.value(fact.value, fact.value);
    return Error(error.code(), facts);
}

void ConnectionForm::wasSaved(const ConnectionProfile &profile)
{
    m_original = profile;
    m_sslTouched = true;
    follow();
}

void ConnectionForm::setRing(Ring ring)
{
    m_ring = ring;
    showPasswordLine();
}

bool ConnectionForm::isDirty() const { return profile() != m_original || !m_password->text().isEmpty(); }

void ConnectionForm::touchAll()
{
    QWidget *first = nullptr;
    for (const char *id : {"name", "host", "port", "database", "user", "sslMode", "service", "colour"}) {
        FormField *field = m_fields.value(QLatin1String(id));
        field->touch();
        if (field->hasFault() && !first)
            first = field->editor();
    }
    if (first)
        first->setFocus();
}

void ConnectionForm::setFault(const QString &field, const Error &error)
{
    if (FormField *at = m_fields.value(field)) {
        at->setFault(error);
        at->touch();
        at->editor()->setFocus();
    }
}

void ConnectionForm::focusFirst() { m_name->setFocus(); }

void ConnectionForm::hostEdited(const QString &text)
{
    // An address pasted whole fills the form; one with a password is refused, and the field says why.
    if (!m_isShowing && (text.startsWith(u"postgresql://") || text.startsWith(u"postgres://"))) {
        if (auto parsed = connectionFromUrl(text)) {
            ConnectionProfile filled = *parsed;
            filled.id = m_original.id;
            filled.colour = m_colour->currentData().toString();
            filled.password = profile().password;
            if (!m_name->text().trimmed().isEmpty())
                filled.name = m_name->text().trimmed();
            showProfile(filled);
            return;
        } else {
            follow();
            m_fields.value(QStringLiteral("host"))->setFault(parsed.error());
            m_isValid = false;
            emit edited();
            return;
        }
    }
    if (!m_isShowing && !m_sslTouched)
        choose(m_sslMode, suggestSslMode(text));
    follow();
}

void ConnectionForm::follow()
{
    if (m_isShowing)
        return;
    const ConnectionProfile shown = profile();
    QHash<QString, Error> faults;
    for (const FieldError &fault : validate(shown))
        if (!faults.contains(fault.field))
            faults.insert(fault.field, fault.error);
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        const auto found = faults.constFind(it.key());
        it.value()->setFault(found == faults.cend() ? std::nullopt : std::optional(inWords(*found)));
    }
    m_isValid = faults.isEmpty();
    m_sslWarning->showText(Tone::Warning, sslModeWarning(shown.sslMode, shown.host));
    showPasswordLine();
    emit edited();
}

void ConnectionForm::showPasswordLine()
{
    FormField *field = m_fields.value(QStringLiteral("password"));
    field->setVisible(m_source->currentData().toInt() == int(PasswordSource::Keyring));
    const bool isStored = !m_original.id.isNull()
        && (m_original.password == PasswordSource::Keyring || m_original.password == PasswordSource::ThisRun);
    m_password->setPlaceholderText(isStored ? tr("Type to replace the stored one") : QString());
    QString line;
    switch (m_ring) {
    case Ring::Unknown:
        line = tr("Looking for the key ring of this session…");
        break;
    case Ring::Usable:
        line = tr("It goes to the key ring of this session, never to a file of Plancia’s.");
        break;
    case Ring::Missing:
        line = tr("There is no key ring here: it is kept for this run only and asked again at the next.");
        break;
    case Ring::Locked:
        line = tr("The key ring is locked: it is kept for this run only and asked again at the next.");
        break;
    }
    if (m_passwordWasTyped && m_password->text().isEmpty())
        line = tr("Type it again: a password is not kept while the page is built anew.") + u' ' + line;
    field->setHint(line);
}

QVariantMap ConnectionForm::saveState() const
{
    return {{QStringLiteral("original"), toState(m_original)},
            {QStringLiteral("draft"), toState(profile())},
            {QStringLiteral("sslTouched"), m_sslTouched},
            {QStringLiteral("passwordTyped"), m_passwordWasTyped || !m_password->text().isEmpty()}};
}

void ConnectionForm::restoreState(const QVariantMap &state)
{
    setProfile(profileFromState(state.value(QStringLiteral("original")).toMap()));
    m_sslTouched = state.value(QStringLiteral("sslTouched")).toBool();
    m_passwordWasTyped = state.value(QStringLiteral("passwordTyped")).toBool();
    showProfile(profileFromState(state.value(QStringLiteral("draft")).toMap()));
}

QVariantMap toState(const ConnectionProfile &profile)
{
    return {{QStringLiteral("id"), profile.id.isNull() ? QString() : profile.id.toString()},
            {QStringLiteral("name"), profile.name},
            {QStringLiteral("host"), profile.host},
            {QStringLiteral("port"), profile.port},
            {QStringLiteral("database"), profile.database},
            {QStringLiteral("user"), profile.user},
            {QStringLiteral("service"), profile.service},
            {QStringLiteral("sslMode"), profile.sslMode},
            {QStringLiteral("password"), int(profile.password)},
            {QStringLiteral("colour"), profile.colour},
            {QStringLiteral("readOnly"), profile.readOnly},
            {QStringLiteral("maySleep"), profile.maySleep}};
}

ConnectionProfile profileFromState(const QVariantMap &state)
{
    ConnectionProfile profile;
    profile.id = ConnectionId::fromString(state.value(QStringLiteral("id")).toString());
    profile.name = state.value(QStringLiteral("name")).toString();
    profile.host = state.value(QStringLiteral("host")).toString();
    profile.port = state.value(QStringLiteral("port"), 5432).toInt();
    profile.database = state.value(QStringLiteral("database")).toString();
    profile.user = state.value(QStringLiteral("user")).toString();
    profile.service = state.value(QStringLiteral("service")).toString();
    profile.sslMode = state.value(QStringLiteral("sslMode"), profile.sslMode).toString();
    profile.password = static_cast<PasswordSource>(state.value(QStringLiteral("password")).toInt());
    profile.colour = state.value(QStringLiteral("colour"), profile.colour).toString();
    profile.readOnly = state.value(QStringLiteral("readOnly")).toBool();
    profile.maySleep = state.value(QStringLiteral("maySleep")).toBool();
    return profile;
}

} // namespace plancia::ui
