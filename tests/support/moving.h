// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/controlplane/examples.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/move/moves.h"
#include "app/postgres/pgconnection.h"
#include "app/postgres/remotestore.h"
#include "app/postgres/schemainstaller.h"
#include "app/sql/movemark.h"
#include "app/store/localstore.h"
#include "models/errors/catalogue.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/waitfor.h"

#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

namespace plancia::tests {

/// What a move has at its ends: a local store with the examples in it, every table filled, and a database with Plancia's
/// schema in a private PostgreSQL. Ends are named "source", by URL or by path.
class Moving {
public:
    /// Once: makes what every test begins with a copy of.
    bool start()
    {
        if (!server.start() || !server.createDatabase(kTemplate))
            return false;
        {
            auto installed = postgres::RemoteStore::create(*connectionFromUrl(server.superuserUrl(kTemplate)), {});
            const AuditEvent event = begin(action::SchemaMigrate);
            auto applied = waitFor(installed->write<bool>({}, {event.id, {}}, [&](sql::Connection &connection) -> Result<bool> {
                auto done = postgres::applySchema(connection, clock.nowMs());
                auto noted = done ? recorder.append(connection, event) : Result<AuditEvent>(done.error());
                return noted ? Result<bool>(true) : Result<bool>(noted.error());
            }));
            if (!applied)
                return false;
        }
        const QString path = m_examples.filePath(QStringLiteral("examples.db"));
        auto filled = openStore(path);
        if (!filled || !controlplane::fillExamples(*filled, clock.nowMs(), [](const Progress &) {}, {}))
            return false;
        filled.reset();
        // Each test reads every row several times: of what there is much, a few pages.
        return fileExec(path, "DELETE FROM api_key_usage WHERE id NOT IN (SELECT id FROM api_key_usage LIMIT 1200)");
    }

    bool open()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        if (!QFile::copy(m_examples.filePath(QStringLiteral("examples.db")), source()))
            return false;
        store = openStore(source());
        mover = anotherMover();
        return store && newDatabase();
    }
    std::unique_ptr<MovePort> anotherMover()
    {
        move::Moves::Parts parts;
        parts.end = [this](const QString &name, move::Moves::Use use, const CallContext &) { return end(name, use); };
        parts.holder = QStringLiteral("test");
        return std::make_unique<move::Moves>(std::move(parts), recorder, tasks);
    }
    void close()
    {
        mover.reset();
        m_remotes.clear();
        store.reset();
        m_folder.reset();
    }
    /// Another database with the schema just installed; url() leads there.
    bool newDatabase()
    {
        database = QStringLiteral("move_%1").arg(++m_databases);
        return server.exec(QStringLiteral("CREATE DATABASE %1 TEMPLATE %2").arg(database, kTemplate));
    }

    QString url(const QString &user = QStringLiteral("postgres")) const { return server.url(user, database); }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString source() const { return path(QStringLiteral("source.db")); }
    sql::Gateway &remote(const QString &url)
    {
        auto &known = m_remotes[url];
        if (!known)
            known = std::shared_ptr<postgres::RemoteStore>(postgres::RemoteStore::create(*connectionFromUrl(url), {}));
        return *known;
    }
    Result<MoveReport> move(const QString &from, const QString &to, const CallContext &call = {}) { return waitFor(mover->move(from, to, {}, call)); }

    /// On the server, as the superuser.
    bool exec(const QString &sql) { return server.exec(sql, database); }
    QString value(const QString &sql) { return server.value(sql, database); }
    static bool fileExec(const QString &path, const char *sql)
    {
        sqlite3 *handle = nullptr;
        const bool done = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK && sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }
    /// In a file, by a connection of its own; `other` is attached under that name when given.
    static QString fileValue(const QString &path, const QString &sql, const QString &other = {})
    {
        sqlite3 *handle = nullptr;
        sqlite3_stmt *statement = nullptr;
        QString text;
        bool ready = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK;
        if (!other.isEmpty())
            ready = ready && sqlite3_exec(handle, QStringLiteral("ATTACH '%1' AS other").arg(other).toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        if (ready && sqlite3_prepare_v2(handle, sql.toUtf8().constData(), -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
            text = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
        else
            text = QString::fromUtf8(sqlite3_errmsg(handle));
        sqlite3_finalize(statement);
        sqlite3_close(handle);
        return text;
    }
    AuditEvent begin(const QString &action) const
    {
        audit::Act act;
        act.action = action;
        return recorder.begin(act, {});
    }
    Result<Tenant> addTenant(sql::Gateway &gateway, const QString &slug)
    {
        controlplane::Tenants tenants(gateway, recorder);
        return waitFor(tenants.create({slug, slug, TenantStatus::Active, {}}, {}));
    }
    Result<Tenant> addTenant(const QString &slug) { return addTenant(*store, slug); }
    template <class T>
    static QString codeOf(const Result<T> &result) { return result ? QString() : errorId(result.error().code()); }
    template <class T>
    static QByteArray why(const Result<T> &result) { return result ? QByteArray() : (errorId(result.error().code()) + u'\n' + describe(result.error()).details).toUtf8(); }

    PrivatePostgres server;
    QString database;
    SystemClock clock;
    audit::Recorder recorder{{QStringLiteral("os"), QStringLiteral("test@host")}, QStringLiteral("run"), clock};
    tasks::TaskQueue tasks{clock};
    std::unique_ptr<store::LocalStore> store;
    std::unique_ptr<MovePort> mover;

    /// What a mover itself is given.
    Result<move::MoveEnd> end(const QString &name, move::Moves::Use use) { return endOf(name, use); }

private:
    static std::unique_ptr<store::LocalStore> openStore(const QString &path)
    {
        store::LocalStore::Options options;
        options.path = path;
        options.createIfMissing = true;
        options.holder = QStringLiteral("test");
        auto opened = store::LocalStore::open(options);
        return opened ? std::move(*opened) : nullptr;
    }
    Result<move::MoveEnd> endOf(const QString &name, move::Moves::Use use)
    {
        move::MoveEnd end;
        end.name = name;
        end.place = name;
        if (name.contains(QLatin1String("://"))) {
            end.dialect = sql::Dialect::Postgres;
            end.plan = postgres::planSchema;
            end.connect = [profile = *connectionFromUrl(name)](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
                auto opened = postgres::PgConnection::open(profile, std::nullopt, 10'000, cancel);
                return opened ? Result<std::unique_ptr<sql::Connection>>(std::move(*opened)) : Result<std::unique_ptr<sql::Connection>>(opened.error());
            };
            end.gateway = &remote(name);
            return end;
        }
        if (use == move::Moves::Use::Target) {
            end.newFile = name;
            return end;
        }
        auto migrations = sql::Migrations::load(store::LocalStore::Options().migrations);
        if (!migrations)
            return fail(migrations.error());
        end.plan = [migrations = *migrations](sql::Connection &connection) { return migrations.plan(connection); };
        end.gateway = store.get();
        end.connect = [path = source()](const CancelToken &) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = sql::SqliteConnection::open({.path = path});
            return opened ? Result<std::unique_ptr<sql::Connection>>(std::move(*opened)) : Result<std::unique_ptr<sql::Connection>>(opened.error());
        };
        return end;
    }

    const QString kTemplate = QStringLiteral("move_template");
    QTemporaryDir m_examples; ///< a store that is copied
    std::unique_ptr<QTemporaryDir> m_folder;
    QHash<QString, std::shared_ptr<postgres::RemoteStore>> m_remotes;
    int m_databases = 0;
};

} // namespace plancia::tests
