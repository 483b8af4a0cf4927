// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/output.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"

#include <unistd.h>

namespace plancia::agent {

namespace {
void write(int descriptor, const QString &text)
{
    const QByteArray bytes = text.toUtf8() + '\n';
    qsizetype written = 0;
    while (written < bytes.size()) {
        const auto n = ::write(descriptor, bytes.constData() + written, static_cast<size_t>(bytes.size() - written));
        if (n <= 0)
            return; // nobody reads: nothing is lost but words
        written += n;
    }
}
} // namespace

void Output::line(const QString &text) { write(STDOUT_FILENO, text); }

// Keys of a configuration and answers of servers come from outside: none of them reaches the terminal as it is.
void Output::error(const Error &error)
{
    const ErrorText text = describe(error);
    QStringList lines{QStringLiteral("plancia-agent: %1 %2").arg(text.id, format::harmless(text.sentence))};
    for (const ErrorStepText &step : text.steps)
        lines.append(QStringLiteral("  - ") + format::harmless(step.text));
    for (const Fact &fact : error.facts())
        lines.append(QStringLiteral("  %1: %2").arg(fact.key, format::harmless(fact.value)));
    write(STDERR_FILENO, lines.join(u'\n'));
}

} // namespace plancia::agent
