// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>
#include <vector>

namespace plancia::cli {

namespace {
Result<qint64> numberFrom(const QString &option, const QString &typed, qint64 min, qint64 max)
{
    static const QRegularExpression whole(QStringLiteral("^[+-]?\\d+$"));
    bool ok = false;
    const qint64 n = typed.toLongLong(&ok);
    const bool isNumber = ok || whole.match(typed).hasMatch(); // a number that fits into nothing is one out of range
    if (!ok || n < min || n > max)
        return fail(isNumber ? ErrorCode::ValRange : ErrorCode::ValNumber,
                    {{"field", "--" + option}, {"value", typed}, {"minimum", QString::number(min)}, {"maximum", QString::number(max)}});
    return n;
}
} // namespace

Result<qint64> Arguments::number(const QString &option, qint64 otherwise, qint64 min, qint64 max) const
{
    return has(option) ? numberFrom(option, value(option), min, max) : Result<qint64>(otherwise);
}

Result<qint64> Arguments::hours(const QString &option, qint64 otherwise, qint64 min, qint64 max) const
{
    if (!has(option))
        return otherwise;
    static const QRegularExpression span(QStringLiteral("^(\\d{1,6})([hd])$"));
    const auto match = span.match(value(option));
    if (!match.hasMatch())
        return numberFrom(option, value(option), min, max);
    const qint64 n = match.captured(1).toLongLong() * (match.captured(2) == u"d" ? 24 : 1);
    return numberFrom(option, QString::number(n), min, max);
}

Result<std::optional<qint64>> Arguments::time(const QString &option, qint64 nowMs) const
{
    if (!has(option))
        return std::optional<qint64>();
    const QString text = value(option).trimmed();
    static const QRegularExpression age(QStringLiteral("^(\\d{1,6})([smhdw])$"));
    if (const auto match = age.match(text); match.hasMatch()) {
        static const QHash<QString, qint64> unitMs{
            {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}, {"w", 604'800'000}};
        return std::optional<qint64>(nowMs - match.captured(1).toLongLong() * unitMs.value(match.captured(2)));
    }
    const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid())
        return fail(ErrorCode::ValTime, {{"field", "--" + option}, {"value", text}});
    return std::optional<qint64>(at.toMSecsSinceEpoch());
}

Result<std::optional<qint64>> Arguments::timeAhead(const QString &option, qint64 nowMs) const
{
    auto at = time(option, nowMs);
    const bool isAge = !value(option).contains(u'-');
    if (at && *at && isAge)
        **at = 2 * nowMs - **at;
    return at;
}

Result<QString> Arguments::choice(const QString &option, const QStringList &allowed) const
{
    if (!has(option) || allowed.contains(value(option)))
        return value(option);
    return fail(notAllowed(option, value(option), allowed));
}

Error notAllowed(const QString &option, const QString &word, const QStringList &allowed)
{
    Error error(ErrorCode::ValChoice, {{"field", "--" + option}, {"value", word}, {"allowed", allowed.join(", ")}});
    QString meant = nearest(word, allowed);
    if (meant.isEmpty()) {
        const QStringList holding = allowed.filter(word, Qt::CaseInsensitive);
        meant = word.size() > 2 ? holding.join(QStringLiteral(", ")) : QString();
    }
    return meant.isEmpty() ? error : error.with("expected", meant);
}

QString nearest(const QString &word, const QStringList &words)
{
    QString best;
    qsizetype bestDistance = std::max<qsizetype>(2, word.size() / 3) + 1;
    for (const QString &candidate : words) {
        // Levenshtein with one row; words are short.
        std::vector<qsizetype> row(static_cast<size_t>(candidate.size()) + 1);
        for (size_t i = 0; i < row.size(); ++i)
            row[i] = static_cast<qsizetype>(i);
        const QString typed = word.left(64).toLower();
        for (qsizetype i = 0; i < typed.size(); ++i) {
            qsizetype diagonal = row[0];
            row[0] = i + 1;
            for (size_t j = 1; j < row.size(); ++j) {
                const qsizetype substituted = diagonal + (typed[i] == candidate[static_cast<qsizetype>(j) - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
            }
        }
        if (row.back() < bestDistance) {
            bestDistance = row.back();
            best = candidate;
        }
    }
    return best;
}

} // namespace plancia::cli
