// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace plancia::support {

/// Takes out of text and JSON what must not leave this computer, and counts it: what log::mask() finds, values whose key
/// names a secret, the secrets that are known by value (also as percent-encoding, Base64 and hex), and the name of the
/// home folder. For one file of a bundle.
class Redactor {
public:
    /// Secrets of fewer than four characters are left to their keys: they would take every word apart.
    Redactor(const QStringList &secrets, const QString &home);

    QString text(const QString &text);
    QJsonValue json(const QJsonValue &value, const QString &key = {});
    int count() const { return m_count; }

private:
    QStringList m_needles;
    QString m_home;
    int m_count = 0;
};

} // namespace plancia::support
