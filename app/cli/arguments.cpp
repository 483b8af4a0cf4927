// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>
#include <vector>

namespace plancia::cli {

Result<qint64> Arguments::number(const QString &option, qint64 otherwise, qint64 min, qint64 max) const
{
    if (!has(option))
        return otherwise;
    bool ok = false;
    const qint64 n = value(option).toLongLong(&ok);
    if (!ok || n < min || n > max)
        return fail(ErrorCode::ValRange, {{"field", "--" + option}, {"value", value(option)}, {"minimum", QString::number(min)},
                                          {"maximum", QString::number(max)}});
    return n;
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

Result<QString> Arguments::choice(const QString &option, const QStringList &allowed) const
{
    if (!has(option) || allowed.contains(value(option)))
        return value(option);
    return fail(ErrorCode::ValChoice, {{"field", "--" + option}, {"value", value(option)}, {"allowed", allowed.join(", ")}});
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
