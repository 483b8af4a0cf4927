// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/base/progress.h"
#include "models/format/format.h"

#include <QJsonObject>
#include <QStringList>

namespace plancia::cli {

using format::harmless;

/// Columns that a text takes on a terminal: wide characters two, combining marks none. Pure.
int displayWidth(const QString &text);

/// The one door to standard output and standard error. Text is UTF-8 whatever the locale. Main thread.
class Output {
public:
    explicit Output(bool json) : m_json(json) {}
    bool isJson() const { return m_json; }
    void setJson(bool json) { m_json = json; }

    /// One line of text on standard output, made harmless.
    void line(const QString &text);
    /// Text of our own with its line breaks.
    void text(const QString &text);
    /// Bytes as they are: rows for another program.
    void bytes(const QByteArray &bytes);
    /// Aligned columns; cells are made harmless. Numbers of `rightAligned` columns stand at the right.
    void table(const QStringList &head, const QList<QStringList> &rows, const QList<int> &rightAligned = {});
    /// "key value" lines, the keys padded. An empty value is a "-".
    void pairs(const QList<std::pair<QString, QString>> &pairs);
    /// One object on one line, exact.
    void json(const QJsonObject &object);

    /// A remark for people, on standard error; nothing under --json.
    void note(const QString &text);
    /// A question on standard error, a line each, without a line break after the last.
    void ask(const QStringList &lines);
    void ask(const QString &text) { ask(QStringList{text}); }
    /// The error in words, or as an RFC 9457 object under --json.
    void error(const Error &error);
    /// A bar on standard error when that is a terminal, drawn over itself.
    void progress(const QString &what, const Progress &progress);
    void clearProgress();

    /// Of the terminal that standard output is; 0 where it is none.
    int columns() const;
    /// errno of the first failed write to standard output, or 0.
    int failure() const { return m_failure; }

private:
    void write(int descriptor, const QByteArray &bytes);

    bool m_json;
    bool m_barShown = false;
    int m_failure = 0;
};

} // namespace plancia::cli
