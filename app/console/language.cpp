// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace plancia::console {

void Language::apply(const QString &code)
{
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qt);
    use(m_words, m_words.load(locale, QStringLiteral("plancia"), QStringLiteral("_"), QStringLiteral(":/i18n")));
    use(m_qt, m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                        QLibraryInfo::path(QLibraryInfo::TranslationsPath)));
}

void Language::use(QTranslator &translator, bool loaded)
{
    if (loaded)
        QCoreApplication::installTranslator(&translator);
}

} // namespace plancia::console
