// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/importtable.h"
#include "models/domain/tenant.h"

#include <QUuid>

/// Tenants from a file: which column is which field, what each row would become, and what is wrong with it.
namespace plancia {

/// The fields that a column can stand for: "slug", "name", "status", "tags", "notes", "trial_ends_at".
QStringList importFields();
/// For each column the field it stands for by its name, in English or Italian; empty for one that is left out.
QStringList guessMapping(const QStringList &columns);

struct ImportRequest {
    QString path;     ///< the file; empty: `bytes`
    QByteArray bytes; ///< of standard input
    QStringList mapping = {}; ///< a field or nothing for each column; empty: guessed
};

/// What is wrong with one row.
struct ImportFault {
    qint64 line = 0;
    QString field; ///< empty: the row as a whole
    Error error;
};

/// What an import would do, as the store was when it was looked at.
struct ImportPlan {
    struct Row {
        qint64 line = 0;
        TenantDraft draft;
    };
    QUuid id; ///< of the import, also in the details of its audit rows
    QString source; ///< base name of the file; "-" for standard input
    QStringList columns;
    QStringList mapping;
    QList<QStringList> sample; ///< the first rows as they are
    QList<Row> good;
    QList<ImportFault> faults; ///< by line
    qint64 rows = 0;
    qint64 badRows = 0;
};

enum class ImportRule { AllOrNothing, GoodRowsOnly };

/// What an import did. One of good rows only may have stopped on its way; what is there by then stays.
struct ImportReport {
    QUuid id;
    qint64 created = 0;
    qint64 badRows = 0;        ///< that were left out
    QList<ImportFault> faults; ///< those of the plan, and of rows whose slug was taken meanwhile
    QString kept;              ///< as in BulkReport
    std::optional<Error> stoppedBy;
};

/// Takes the rows of a file apart: good ones, and the faults of the others, also of slugs that stand in it twice. A slug that
/// no column gives is made from the name; a trial that would be over at `nowMs` is a fault. What the store says comes later.
void sortRows(const ImportTable &table, ImportPlan &plan, qint64 nowMs);
/// Moves rows whose slug the store has taken from the good to the bad.
void refuseTaken(ImportPlan &plan, const QStringList &taken);
/// What is wrong with a mapping: VAL_001 without a name, VAL_011 for an unknown or doubled field.
std::optional<Error> validateMapping(const QStringList &mapping);

} // namespace plancia
