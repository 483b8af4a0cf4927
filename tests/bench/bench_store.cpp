// SPDX-License-Identifier: GPL-3.0-or-later
// bench_store FILE ROWS: makes the store that the other benchmarks look at.
#include "tests/bench/bigstore.h"

#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() != 3)
        return 64;
    const auto made = plancia::bench::makeBigStore(words[1], words[2].toLongLong());
    if (!made)
        QTextStream(stderr) << plancia::describe(made.error()).sentence << "\n" << plancia::describe(made.error()).details << "\n";
    return made ? 0 : 1;
}
