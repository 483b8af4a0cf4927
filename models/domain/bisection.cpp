// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/bisection.h"

#include "models/domain/invariants.h"

#include <bit>

namespace plancia {

int Bisection::readable(int from, int step) const
{
    for (int i = from; i >= 0 && i < static_cast<int>(m_answers.size()); i += step)
        if (m_answers[static_cast<size_t>(i)] != Answer::Unreadable)
            return i;
    return -1;
}

/// Goes the whole way by what is known, until something is not.
Bisection::Walk Bisection::walk() const
{
    const auto known = [this](int item) { return m_answers[static_cast<size_t>(item)]; };
    const int newest = readable(static_cast<int>(m_answers.size()) - 1, -1);
    if (newest < 0)
        return {};
    if (!known(newest))
        return {newest, {}};
    if (known(newest) == Answer::Clean)
        return {{}, {newest, -1, true}};
    const int oldest = readable(0, 1);
    if (!known(oldest))
        return {oldest, {}};
    if (known(oldest) == Answer::Broken)
        return {{}, {-1, oldest, true}};

    int low = oldest, high = newest;
    for (;;) {
        const int half = (low + high) / 2;
        int middle = readable(half, -1);
        if (middle <= low)
            middle = readable(half, 1);
        if (middle <= low || middle >= high)
            break;
        if (!known(middle))
            return {middle, {}};
        (known(middle) == Answer::Clean ? low : high) = middle;
    }
    Outcome outcome{low, high, true};
    for (const auto &[beside, expected] : {std::pair(readable(low - 1, -1), Answer::Clean), std::pair(readable(high + 1, 1), Answer::Broken)}) {
        if (beside < 0)
            continue;
        if (!known(beside))
            return {beside, outcome};
        outcome.isSteady = outcome.isSteady && known(beside) == expected;
    }
    return {{}, outcome};
}

int Bisection::most() const { return static_cast<int>(std::bit_width(m_answers.size())) + 4; }

QStringList rulesToBisect()
{
    QStringList names;
    for (const Invariant &rule : invariants())
        names.append(QString::fromLatin1(rule.name));
    return names;
}

QStringList checksToBisect()
{
    return QStringList{kIntegrityCheck, QStringLiteral("quick-check"), QStringLiteral("foreign-keys")} + rulesToBisect();
}

} // namespace plancia
