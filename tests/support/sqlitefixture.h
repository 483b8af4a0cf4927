// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>
#include <QTest>
#include <memory>
#include <sqlite3.h>

namespace plancia::tests {

/// A database file made by SQLite itself, as others make them: any page size, encoding, reserved bytes.
class SqliteFixture {
public:
    struct Shape {
        int pageSize = 4096;
        int reserved = 0;
        bool autoVacuum = false;
        const char *encoding = "UTF-8";
    };
    explicit SqliteFixture(const QString &path, const Shape &shape) : SqliteFixture(path)
    {
        run("PRAGMA page_size = " + QByteArray::number(shape.pageSize));
        int reserved = shape.reserved;
        if (reserved > 0)
            sqlite3_file_control(m_database, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
        run(QByteArray("PRAGMA encoding = '") + shape.encoding + '\'');
        run(shape.autoVacuum ? "PRAGMA auto_vacuum = FULL" : "PRAGMA auto_vacuum = NONE");
    }
    /// A file that is there.
    explicit SqliteFixture(const QString &path) : m_path(path)
    {
        if (sqlite3_open(QFile::encodeName(path).constData(), &m_database) != SQLITE_OK)
            qFatal("no database at %s", qPrintable(path));
        run("PRAGMA synchronous = OFF");
        run("PRAGMA journal_mode = OFF"); // the file is whole after each statement
    }
    ~SqliteFixture() { sqlite3_close(m_database); }
    Q_DISABLE_COPY(SqliteFixture)

    void run(const QByteArray &sql)
    {
        char *message = nullptr;
        if (sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
            qFatal("%s: %s", sql.constData(), message);
    }
    /// Each row as the quoted values of its columns.
    QList<QByteArray> rows(const QByteArray &sql) const
    {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s: %s", sql.constData(), sqlite3_errmsg(m_database));
        QList<QByteArray> rows;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            QByteArrayList values;
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, i)); // UTF-8, whatever the file has
                values += QByteArray(text, sqlite3_column_bytes(statement, i));
            }
            rows += values.join('|');
        }
        sqlite3_finalize(statement);
        return rows;
    }
    sqlite3 *handle() const { return m_database; }
    const QString &path() const { return m_path; }

private:
    const QString m_path;
    sqlite3 *m_database = nullptr;
};

} // namespace plancia::tests
