// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QSet>
#include <QString>
#include <QStringList>
#include <toml++/toml.h>

namespace plancia::monitoring {

/// Text as TOML (toml.io, 1.0); CONFIG_001 with facts path, line and message as the only fault when it is none.
std::optional<toml::table> parseToml(const QByteArray &text, const QString &path, QList<Error> &faults);

/// Reads one table of a configuration by known keys, and notes what is wrong with each: CONFIG_001 with facts path, key (with the
/// prefix), line and message (what to write instead). What is absent or wrong leaves the target as it is.
class ConfigTable {
public:
    ConfigTable(const toml::table &table, QString path, QString prefix, QList<Error> &faults);

    void text(const char *key, QString &target);
    void number(const char *key, int &target, int low, int high);
    void real(const char *key, double &target);
    void flag(const char *key, bool &target);
    /// "90s", "5m", "1h30m", "7d".
    void duration(const char *key, qint64 &targetMs, qint64 lowMs, qint64 highMs);
    void list(const char *key, QStringList &target);
    /// One of the words that `read` knows.
    template <class T, class Read>
    void word(const char *key, T &target, Read read, const QString &words)
    {
        const toml::node *node = find(key);
        if (!node)
            return;
        const auto value = node->value_exact<std::string>();
        if (const auto known = value ? read(QString::fromStdString(*value)) : std::nullopt)
            target = *known;
        else
            fault(QString::fromUtf8(key), node, QStringLiteral("must be one of ") + words);
    }
    /// The tables under [[key]], at most `most`; also when there are none.
    QList<const toml::table *> tables(const char *key, int most);

    const toml::node *find(const char *key);
    bool has(const char *key) { return find(key) != nullptr; }
    /// `node` says the line; null: that of the table.
    void fault(const QString &key, const toml::node *node, const QString &message);
    /// Call last: every key that was not asked for is a fault.
    void refuseOthers();

private:
    const toml::table &m_table;
    const QString m_path, m_prefix;
    QList<Error> &m_faults;
    QSet<QString> m_known;
};

/// "5m", "1h30m": nothing unless it is one. Pure.
std::optional<qint64> durationMs(const QString &text);
/// As durationMs() reads it: whole seconds.
QString durationWord(qint64 ms);

} // namespace plancia::monitoring
