// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/export.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace plancia::backup {

namespace {

constexpr qsizetype kPiece = 256 * 1024;

/// Quoted when it must be; a leading sign that a spreadsheet would calculate with gets an apostrophe before it.
QByteArray csv(QString text)
{
    static const QString formula = QStringLiteral("=+-@\t\r");
    bool number = false;
    text.toDouble(&number);
    if (!text.isEmpty() && formula.contains(text[0]) && !number)
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r') || text.contains(u'\''))
        text = u'"' + text.replace(u'"', QLatin1String("\"\"")) + u'"';
    return text.toUtf8();
}

QByteArray kindOf(const ShownValue &value)
{
    static const char *const words[] = {"", "null", "integer", "real", "text", "blob"};
    return words[static_cast<size_t>(value.kind)];
}

QByteArray csvLines(const QString &table, const RowDifference &row)
{
    QByteArray lines;
    for (const FieldDifference &field : row.fields)
        lines += QByteArrayList{csv(table), toString(row.kind).toUtf8(), csv(row.key), csv(field.name), kindOf(field.before),
                                csv(field.before.text), kindOf(field.after), csv(field.after.text)}.join(',') + "\r\n";
    return lines;
}

QByteArray jsonLine(const QString &table, const RowDifference &row)
{
    QJsonObject object = toJson(row);
    object.insert(QStringLiteral("table"), table);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

Result<QString> exportDifferences(const Comparison &comparison, Results &results, const QString &path, const CancelToken &cancel,
                                  const std::function<void(qint64)> &written)
{
    const QFileInfo target(path);
    const bool asCsv = target.suffix().compare(u"csv", Qt::CaseInsensitive) == 0;
    if (target.exists())
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), path}});
    auto file = PendingFile::create(target.absolutePath());
    if (!file)
        return fail(file.error());
    QByteArray piece = asCsv ? "table,kind,key,field,before_type,before,after_type,after\r\n" : "";
    qint64 rows = 0;
    for (qsizetype i = 0; i < comparison.tables.size(); ++i) {
        const QString &table = comparison.tables[i].table;
        auto done = results.each(static_cast<int>(i), [&](const RowDifference &row) -> Result<bool> {
            if (cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            piece += asCsv ? csvLines(table, row) : jsonLine(table, row);
            written(++rows);
            if (piece.size() < kPiece)
                return true;
            return file->write(std::exchange(piece, {}));
        });
        if (!done)
            return fail(done.error());
    }
    if (auto last = file->write(piece); !last)
        return fail(last.error());
    if (auto synced = file->sync(); !synced)
        return fail(synced.error());
    return file->publish(target.fileName());
}

} // namespace plancia::backup
