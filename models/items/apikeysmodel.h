// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/items/pagedmodel.h"
#include "models/ports/apikeysport.h"
#include "models/ports/ports.h"

#include <QLocale>

namespace plancia {

/// How the state of a key is to be taken, and its word in the current language.
Tone toneOf(ApiKeyState state);
QString wordFor(ApiKeyState state);
/// "6 d 23 h left" of one in grace; the word of the state otherwise.
QString wordsForState(const ApiKey &key, qint64 nowMs, const QLocale &locale = QLocale());
/// "3 min ago", "never".
QString wordsForLastUse(const ApiKey &key, qint64 nowMs, const QLocale &locale = QLocale());
/// "7 days", "15 minutes", "none": a grace period.
QString wordsForGrace(qint64 graceMs);

/// The API keys of a workspace, a window at a time. Built anew when the language changes. The clock outlives it.
class ApiKeysModel : public PagedModelT<ApiKey> {
    Q_OBJECT
public:
    enum Column { Name, TenantColumn, Shown, State, LastUsed, Expires, Created };

    explicit ApiKeysModel(const Clock &clock, const QLocale &locale = QLocale(), QObject *parent = nullptr);

    /// The workspace is kept alive as long as it is shown; without one (or its port) the list is empty.
    void setQuery(std::shared_ptr<Workspace> workspace, const ApiKeyQuery &query);
    const ApiKeyQuery &query() const { return m_query; }
    /// Time has passed: says states and ages anew.
    void tick();

protected:
    QVariant cell(const ApiKey &key, int column, int role) const override;
    QString idOf(const ApiKey &key) const override { return key.id.toString(); }

private:
    QString text(const ApiKey &key, int column) const;

    const Clock &m_clock;
    QLocale m_locale;
    ApiKeyQuery m_query;
};

} // namespace plancia
