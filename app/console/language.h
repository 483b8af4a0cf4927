// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace plancia::console {

/// The language of the running program: Plancia's words and Qt's own (standard buttons), and the default locale.
/// Lives on the GUI thread, as long as the application.
class Language {
public:
    /// "en", "it", or empty for the system's. A language without translation shows English.
    void apply(const QString &code);

private:
    void use(QTranslator &translator, bool loaded);
    QTranslator m_words;
    QTranslator m_qt;
};

} // namespace plancia::console
