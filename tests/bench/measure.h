// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/errors/catalogue.h"

#include <QElapsedTimer>
#include <QList>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>

/// What the benches of stores and servers measure and print with.
namespace plancia::bench {

inline QTextStream out(stdout);

[[noreturn]] inline void stop(const QString &why)
{
    out << why << "\n";
    out.flush();
    std::exit(1);
}

/// The value, or the end of the bench with the error's words.
template <class T>
T check(Result<T> result)
{
    if (!result)
        stop(describe(result.error()).sentence + u' ' + describe(result.error()).details);
    return std::move(*result);
}

template <class F>
double milliseconds(F work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}
template <class F>
double microseconds(F work) { return 1000 * milliseconds(work); }

inline double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

} // namespace plancia::bench
