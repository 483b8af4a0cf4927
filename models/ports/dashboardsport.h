// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/dashboard.h"
#include "models/domain/viewexport.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Dashboards: those that ship with the program, and files of the person's own (<config>/dashboards/ID.toml), which stand before a
/// shipped one of the same id. A program-wide thing; no workspace is needed.
class DashboardsPort {
public:
    virtual ~DashboardsPort() = default;
    struct Listed {
        QList<DashboardFile> files; ///< shipped ones in their order, then the person's own by id
        QList<Error> faults;        ///< CONFIG_001 for each file that cannot be used; the shipped one of its id stands in for it
    };
    virtual QFuture<Result<Listed>> list(CallContext context) = 0;
    /// Writes the person's file, whole or not at all. CONFIG_001 for what could not be read again, IO_*: nothing is changed.
    virtual QFuture<Result<DashboardFile>> save(Dashboard dashboard, CallContext context) = 0;
    /// Deletes the person's file, so that a shipped one shows again as it was. NOT_FOUND_005 when there is none, IO_*.
    virtual QFuture<Result<bool>> remove(QString id, CallContext context) = 0;

    /// Writes what a page shows to a new file (0600), as the source gives it, whole or not at all. IO_001, IO_002, IO_004, IO_009. Runs
    /// as a task "export" of no workspace, whose subject is the file; one that is stopped leaves none.
    virtual QFuture<Result<ListExport>> exportView(ViewSource source, QString path, CallContext context) = 0;
};

} // namespace plancia
