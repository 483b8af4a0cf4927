// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/actionwords.h"

#include <QCoreApplication>
#include <array>
#include <utility>

namespace plancia::ui {

namespace {
constexpr std::array kWords{
    std::pair{"retry", QT_TRANSLATE_NOOP("actions", "Try now")},
    std::pair{"test_connection", QT_TRANSLATE_NOOP("actions", "Test the connection")},
    std::pair{"open_connections", QT_TRANSLATE_NOOP("actions", "Open connections")},
    std::pair{"open_backups", QT_TRANSLATE_NOOP("actions", "Open backups")},
    std::pair{"open_maintenance", QT_TRANSLATE_NOOP("actions", "Open maintenance")},
    std::pair{"open_move", QT_TRANSLATE_NOOP("actions", "Open “Move”")},
    std::pair{"open_support", QT_TRANSLATE_NOOP("actions", "Open support")},
    std::pair{"open_settings", QT_TRANSLATE_NOOP("actions", "Open settings")},
    std::pair{"open_audit", QT_TRANSLATE_NOOP("actions", "Open the audit trail")},
    std::pair{"open_tables", QT_TRANSLATE_NOOP("actions", "Open the tables")},
    std::pair{"open_read_only", QT_TRANSLATE_NOOP("actions", "Open it read-only")},
    std::pair{"choose_other_file", QT_TRANSLATE_NOOP("actions", "Choose another file")},
    std::pair{"create_bundle", QT_TRANSLATE_NOOP("actions", "Create a bundle")},
    std::pair{"install_schema", QT_TRANSLATE_NOOP("actions", "Look at the schema")},
    std::pair{"reload_latest", QT_TRANSLATE_NOOP("actions", "Load the latest version")},
    std::pair{"use_local_store", QT_TRANSLATE_NOOP("actions", "Use the local store")},
    std::pair{"enter_backup_phrase", QT_TRANSLATE_NOOP("actions", "Enter the recovery phrase")},
    std::pair{"begin_anew", QT_TRANSLATE_NOOP("actions", "Begin with an empty store")},
};
}

QString actionWords(const QString &id)
{
    for (const auto &[known, words] : kWords)
        if (id == QLatin1String(known))
            return QCoreApplication::translate("actions", words);
    return {};
}

QStringList actionIds()
{
    QStringList ids;
    for (const auto &[id, words] : kWords)
        ids.append(QLatin1String(id));
    return ids;
}

} // namespace plancia::ui
