// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QStringList>
#include <span>

namespace plancia {

enum class Severity { Info, Warning, Error, Critical };

/// One step a person can take. With an action id the window offers it as a link and the CLI names the command.
struct ErrorStep {
    const char *text = nullptr;   ///< English source text, context "errors"
    /// Id of ui/shell's and cli's action table, or null. What stands after a colon ("open_backups:create") tells the CLI
    /// which of the commands of that place is meant; the window has one place.
    const char *action = nullptr;
};

/// A row of the catalogue. All texts are English sources of the translation context "errors"; {name} stands for a fact, and
/// a part in [brackets] is left out when one of its facts is not known.
struct ErrorRow {
    ErrorCode code;
    const char *id; ///< "DB_001", public and stable
    Severity severity;
    const char *title;    ///< what happened, half a line
    const char *sentence; ///< what happened, whole sentence, with facts
    const char *cause;    ///< the usual reason
    const char *data;     ///< what happened to your data
    ErrorStep steps[3];
};

/// All rows in the order of ErrorCode.
std::span<const ErrorRow> errorCatalogue();
const ErrorRow &errorRow(ErrorCode code);
/// The row with that public id, upper or lower case, or null.
const ErrorRow *errorRowById(QStringView id);
/// A fact that sentences of the catalogue name, and what its value is.
struct FactKey {
    const char *key;
    const char *meaning;
};
std::span<const FactKey> factKeys();

/// "DB_001".
QString errorId(ErrorCode code);
/// "DB": the part before the number.
QString errorCategory(ErrorCode code);

/// Exit status of planciactl for this code, by category after sysexits(3): VAL 65 (VAL_005: 64), NOT_FOUND 66, DB 69,
/// NET 69, INTERNAL 70 (cancelled: 130), IO 74, BKP 74, RATE 75, CONFLICT 75, STREAM 76, REPO 76, AUTH 77, AUTHZ 77,
/// CONFIG 78, MIG 78, BUSINESS 65.
int exitStatus(ErrorCode code);
/// HTTP status of the category, for RFC 9457 objects.
int httpStatus(ErrorCode code);

struct ErrorStepText {
    QString text;
    QString action; ///< empty without one; without what stands after the colon
    QString which;  ///< what stands after the colon
};
/// An error in words of the current language; facts filled in, unknown {facts} left out.
struct ErrorText {
    QString id;
    Severity severity = Severity::Error;
    QString title, sentence, cause, data;
    QList<ErrorStepText> steps;
    QString details; ///< facts and chain of causes, one a line, English
};
ErrorText describe(const Error &error);

/// RFC 9457 problem object as compact JSON: type, title, status, detail, code, data, steps, facts.
QByteArray toProblemJson(const Error &error);

} // namespace plancia
