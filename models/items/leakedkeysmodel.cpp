// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/leakedkeysmodel.h"

#include "models/format/format.h"
#include "models/items/apikeysmodel.h"

#include <algorithm>

namespace plancia {

QString wordsFor(const LeakPlace &place)
{
    const QString where = place.where.isEmpty() ? LeakedKeysModel::tr("pasted text", "where a leaked key was found") : place.where;
    return place.line == 0 ? where : LeakedKeysModel::tr("%1, line %2", "a file and a line of it").arg(where, format::count(place.line));
}

LeakedKeysModel::LeakedKeysModel(const Clock &clock, const QLocale &locale, QObject *parent)
    : PagedModelT<LeakedKey>({{tr("State"), ColumnKind::State, 18, -1},
                              {tr("Name"), ColumnKind::Name, 26, -1},
                              {tr("Tenant"), ColumnKind::Identifier, 20, -1},
                              {tr("Key", "column: the first characters of an API key"), ColumnKind::Identifier, 27, -1},
                              {tr("Last used"), ColumnKind::Time, 14, -1},
                              {tr("Found in"), ColumnKind::Text, 0, -1}},
                             parent),
      m_clock(clock), m_locale(locale)
{
}

void LeakedKeysModel::setReport(const LeakReport &report)
{
    Page<LeakedKey> page;
    page.items = report.keys;
    std::stable_sort(page.items.begin(), page.items.end(), [now = m_clock.nowMs()](const LeakedKey &a, const LeakedKey &b) {
        const auto rank = [now](const LeakedKey &key) { return !key.key ? 2 : isUsable(stateOf(*key.key, now)) ? 0 : 1; };
        return rank(a) < rank(b);
    });
    setSource([page](const Anchor &, int, const CallContext &) {
        QPromise<Result<Page<LeakedKey>>> promise;
        promise.start();
        promise.addResult(Result<Page<LeakedKey>>(page));
        promise.finish();
        return promise.future();
    });
}

QVariant LeakedKeysModel::cell(const LeakedKey &leaked, int column, int role) const
{
    const qint64 now = m_clock.nowMs();
    if (role == ToneRole && column == State) {
        // What still lets somebody in is the worst news here.
        const bool opens = leaked.key && isUsable(stateOf(*leaked.key, now));
        return static_cast<int>(opens ? Tone::Error : leaked.key ? Tone::Off : Tone::Note);
    }
    if (role == FullTextRole && column == FoundIn) {
        QStringList places;
        for (const LeakPlace &place : leaked.places)
            places.append(wordsFor(place));
        return places.join(QLatin1Char('\n'));
    }
    if (role == QuietRole)
        return !leaked.key && column != Shown && column != FoundIn;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case State:
        return leaked.key ? wordFor(stateOf(*leaked.key, now)) : tr("not of this workspace", "a leaked key that the store does not know");
    case Name:
        return leaked.key ? leaked.key->name : QStringLiteral("–");
    case TenantColumn:
        return leaked.key ? leaked.key->tenantSlug : QStringLiteral("–");
    case Shown:
        return leaked.digest.shown + u'…';
    case LastUsed:
        return leaked.key ? wordsForLastUse(*leaked.key, now, m_locale) : QStringLiteral("–");
    case FoundIn: {
        const QString first = leaked.places.isEmpty() ? QString() : wordsFor(leaked.places.first());
        const int more = static_cast<int>(leaked.times) - 1;
        return more > 0 ? tr("%1 and %n more place(s)", "", more).arg(first) : first;
    }
    }
    return {};
}

} // namespace plancia
