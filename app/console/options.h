// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace plancia::console {

/// The command line of the console.
struct Options {
    QStringList files;   ///< backups, bundles or stores to open; the first one wins the window
    QString workspace;   ///< WorkspaceIdentity::id
    QString page;        ///< id of the page to begin with
    QString tour;        ///< folder for the pictures of a walk through all pages
    QString logLevel;
    bool readOnly = false;
};

/// What --help or --version asked for; empty when neither did.
QString answer(const QStringList &arguments);

/// VAL_005.
Result<Options> parse(const QStringList &arguments);

/// Whether a window can be shown: Qt would end the program with a signal, without a word that helps.
bool hasDisplay();

/// A line on standard output.
void print(const QString &text);
/// A line on standard error.
void printError(const QString &text);
/// Says what went wrong where there is no window yet, and gives the exit status of the catalogue.
int fail(const Error &error);

} // namespace plancia::console
