// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/salvage.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace plancia {

namespace {
constexpr std::array kSources{"archive", "backup", "rows"};
}

qint64 RowRecovery::rows() const
{
    return std::accumulate(tables.begin(), tables.end(), qint64(0), [](qint64 sum, const SalvagedTable &table) { return sum + table.rows; });
}

qint64 RowRecovery::lost() const
{
    return std::accumulate(tables.begin(), tables.end(), qint64(0), [](qint64 sum, const SalvagedTable &table) { return sum + table.lost(); });
}

qint64 SalvageOffer::rowsOf(const QString &table) const
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&table](const SalvagedTable &one) { return one.name == table; });
    return found == tables.end() ? -1 : found->rows;
}

QString toString(SalvageOffer::Source source) { return QString::fromLatin1(kSources[static_cast<size_t>(source)]); }

std::optional<SalvageOffer::Source> salvageSourceFromString(QStringView text)
{
    for (size_t i = 0; i < kSources.size(); ++i)
        if (text == QLatin1String(kSources[i]))
            return static_cast<SalvageOffer::Source>(i);
    return {};
}

const SalvageOffer *SalvagePlan::offer(SalvageOffer::Source source) const
{
    const auto found = std::find_if(offers.begin(), offers.end(), [source](const SalvageOffer &offer) { return offer.source == source; });
    return found == offers.end() ? nullptr : &*found;
}

QStringList SalvagePlan::tables() const
{
    QStringList names;
    for (const SalvageOffer &offer : offers)
        for (const SalvagedTable &table : offer.tables)
            if (!names.contains(table.name))
                names.append(table.name);
    return names;
}

std::optional<SalvageOffer::Source> SalvagePlan::recommended() const
{
    const SalvageOffer *best = nullptr;
    for (const auto source : {SalvageOffer::Source::Archive, SalvageOffer::Source::Backup})
        if (const SalvageOffer *one = offer(source); one && one->isPossible() && (!best || one->commitNo > best->commitNo))
            best = one;
    const SalvageOffer *read = offer(SalvageOffer::Source::Rows);
    if (read && read->isPossible()
        && (!best || (read->commitNo > best->commitNo && rows.refused.isEmpty() && rows.lost() == 0 && read->findings.isEmpty())))
        best = read;
    return best ? std::optional(best->source) : std::nullopt;
}

} // namespace plancia
