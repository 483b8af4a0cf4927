// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/listrows.h"
#include "models/ports/callcontext.h"
#include "ui/kit/page.h"

#include <QFuture>

namespace plancia::ui {

/// Writes the list of a page to a file: asks where and as what, and tells how it went. What runs goes on when the page goes;
/// its progress is the task's.
class ListExporter : public QObject {
    Q_OBJECT
public:
    using Start = std::function<QFuture<Result<ListExport>>(ListFormat format, const QString &path, const CallContext &call)>;
    /// The parent is what the dialog stands before.
    ListExporter(const PageContext &context, QWidget *parent);
    /// `name` is proposed, without an ending.
    void ask(const QString &name, const Start &start);

signals:
    void finished();

private:
    PageContext m_context;
    QWidget *m_window;
};

} // namespace plancia::ui
