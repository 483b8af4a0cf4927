// SPDX-License-Identifier: GPL-3.0-or-later
// bench_store FILE ROWS: makes the store that the other benchmarks look at.
// bench_store --change FILE ROWS: changes so many of its acts, spread over them all, as one commit.
#include "tests/bench/bigstore.h"

#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() == 4 && words[1] == QLatin1String("--change"))
        return plancia::bench::changeRows(words[2], words[3].toLongLong()) ? 0 : 1;
    if (words.size() != 3)
        return 64;
    const auto made = plancia::bench::makeBigStore(words[1], words[2].toLongLong());
    if (!made)
        QTextStream(stderr) << plancia::describe(made.error()).sentence << "\n" << plancia::describe(made.error()).details << "\n";
    return made ? 0 : 1;
}
