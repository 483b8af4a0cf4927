// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/moment.h"

namespace plancia {

QString toString(ArchiveGap::Reason reason)
{
    switch (reason) {
    case ArchiveGap::Reason::Started: return QStringLiteral("started");
    case ArchiveGap::Reason::SwitchedOff: return QStringLiteral("switched_off");
    case ArchiveGap::Reason::ForeignCheckpoint: return QStringLiteral("foreign_checkpoint");
    case ArchiveGap::Reason::ForeignWriter: return QStringLiteral("foreign_writer");
    case ArchiveGap::Reason::LogReplaced: return QStringLiteral("log_replaced");
    case ArchiveGap::Reason::NumberSkipped: return QStringLiteral("number_skipped");
    case ArchiveGap::Reason::StoreBehind: return QStringLiteral("store_behind");
    case ArchiveGap::Reason::NoRoom: return QStringLiteral("no_room");
    case ArchiveGap::Reason::Damaged: return QStringLiteral("damaged");
    }
    return {};
}

} // namespace plancia
