// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/handoversheet.h"

#include "models/format/format.h"
#include "models/items/limitwords.h"
#include "models/items/tenantsmodel.h"
#include "models/items/usersmodel.h"

#include <QCoreApplication>

namespace plancia {

namespace {

/// By itself, black on white: it is printed. A4 and Letter alike.
constexpr auto kStyle = "body{font:11pt/1.5 sans-serif;color:#111;background:#fff;max-width:44em;margin:2em auto;padding:0 1em}"
                        "h1{font-size:18pt;margin:0 0 .2em}h2{font-size:13pt;margin:1.6em 0 .4em}"
                        "table{border-collapse:collapse;width:100%}td{padding:.3em .8em .3em 0;border-bottom:1px solid #ccc;vertical-align:top}"
                        "td:first-child{width:38%;color:#444}code{font-family:monospace}p{margin:.4em 0}";

class Sheet {
public:
    explicit Sheet(const QString &title)
    {
        m_html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n<title>%2</title>\n<style>%3</style>\n</head>\n<body>\n<h1>%2</h1>\n")
                     .arg(QLocale().bcp47Name(), escaped(title), QLatin1String(kStyle));
    }
    void text(const QString &sentence) { m_html += QStringLiteral("<p>%1</p>\n").arg(escaped(sentence)); }
    void section(const QString &title)
    {
        endTable();
        m_html += QStringLiteral("<h2>%1</h2>\n").arg(escaped(title));
    }
    void row(const QString &name, const QString &value, bool isExact = false)
    {
        if (!m_isInTable)
            m_html += QStringLiteral("<table>\n");
        m_isInTable = true;
        m_html += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>\n")
                      .arg(escaped(name), isExact ? QStringLiteral("<code>%1</code>").arg(escaped(value)) : escaped(value));
    }
    void endTable()
    {
        if (m_isInTable)
            m_html += QStringLiteral("</table>\n");
        m_isInTable = false;
    }
    QByteArray finish()
    {
        endTable();
        return (m_html + QStringLiteral("</body>\n</html>\n")).toUtf8();
    }

private:
    static QString escaped(const QString &text) { return format::harmless(text).toHtmlEscaped(); }

    QString m_html;
    bool m_isInTable = false;
};

QString said(const char *text) { return QCoreApplication::translate("handover", text); }

void addPerson(Sheet &sheet, const UserCode &person)
{
    sheet.section(said(QT_TRANSLATE_NOOP("handover", "How to sign in")));
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Person")), shownName(person.user));
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "E-mail address")), person.user.email, true);
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Role")), wordFor(person.user.role));
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Code is good until")), format::dateTime(person.expiresAt, format::Zone::Utc, format::Precision::Minutes) + QStringLiteral(" UTC"));
    sheet.endTable();
    sheet.text(said(QT_TRANSLATE_NOOP("handover", "You get a one-time code by another way. Sign in with your address and this code, then choose a password.")));
}

void addKey(Sheet &sheet, const ApiKey &key)
{
    sheet.section(said(QT_TRANSLATE_NOOP("handover", "API key")));
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Name")), key.name);
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Begins with")), key.shown + QStringLiteral("…"), true);
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Environment")), key.environment, true);
    if (!key.permissions.isEmpty())
        sheet.row(said(QT_TRANSLATE_NOOP("handover", "Permissions")), key.permissions.join(QStringLiteral(", ")), true);
    if (key.expiresAt != 0)
        sheet.row(said(QT_TRANSLATE_NOOP("handover", "Works until")), format::dateTime(key.expiresAt, format::Zone::Utc, format::Precision::Minutes) + QStringLiteral(" UTC"));
    sheet.endTable();
    sheet.text(said(QT_TRANSLATE_NOOP("handover", "You get the key itself by another way. It cannot be shown again: keep it where only your service reads it.")));
}

} // namespace

QByteArray handOverSheet(const IntakeDone &done, qint64 nowMs)
{
    const Tenant &tenant = done.tenant;
    Sheet sheet(tenant.name);
    sheet.text(said(QT_TRANSLATE_NOOP("handover", "This was set up for you on %1.")).arg(format::dateTime(nowMs, format::Zone::Utc, format::Precision::Minutes) + QStringLiteral(" UTC")));
    sheet.section(said(QT_TRANSLATE_NOOP("handover", "Your tenant")));
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Name")), tenant.name);
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Short name")), tenant.slug, true);
    sheet.row(said(QT_TRANSLATE_NOOP("handover", "Status")), wordFor(tenant.status));
    if (tenant.trialEndsAt != 0)
        sheet.row(said(QT_TRANSLATE_NOOP("handover", "Trial ends")), format::dateTime(tenant.trialEndsAt, format::Zone::Utc, format::Precision::Minutes) + QStringLiteral(" UTC"));
    sheet.section(said(QT_TRANSLATE_NOOP("handover", "What you can use")));
    for (const TenantLimit &limit : limitsInForce(done.limits))
        sheet.row(wordFor(limit.key), limit.key.kind == LimitKind::Storage ? limitAmountText(limit.key.kind, limit.amount) : shownAmount(limit.key.kind, limit.amount));
    if (done.person)
        addPerson(sheet, *done.person);
    if (done.key)
        addKey(sheet, done.key->key);
    return sheet.finish();
}

} // namespace plancia
