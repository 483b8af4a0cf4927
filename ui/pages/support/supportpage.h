// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/calls.h"
#include "ui/kit/page.h"
#include "ui/pages/support/bundlemodel.h"

class QPlainTextEdit;

namespace plancia::ui {

class Card;
class ElidedLabel;
class ErrorPanel;
class Notice;
class PagedTable;

/// What somebody who helps needs to know: this run, its log, the versions, and a debug bundle that is shown byte by byte
/// before it is written. Lives on the GUI thread.
///
/// State: "preview" (a bundle was shown; it is put together anew), "file" (the one that was looked at).
class SupportPage : public Page {
    Q_OBJECT
public:
    explicit SupportPage(PageContext context, QWidget *parent = nullptr);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override { return m_calls.isIdle(); }
    bool takeAction(const QString &actionId) override;
    QStringList tourStops() const override { return {QStringLiteral("bundle")}; }
    void showTourStop(const QString &stop) override;

    /// Writes the bundle that is shown into this folder.
    void writeTo(const QString &folder);

private:
    void build();
    QWidget *buildRun();
    QWidget *buildBundle();
    void preview();
    void showPreview(const BundlePreview &preview);
    /// A bundle that is open as the workspace, instead of one that would be written.
    void showOpened(const BundlePreview &bundle);
    void showFiles(const BundlePreview &preview);
    void showFile(const QString &name);
    void chooseFolder();
    void showWritten(const BundleWritten &written);
    void failed(const Error &error, const QString &requestId);

    Calls m_calls{this};
    BundlePreview m_preview;
    QString m_wantedFile;
    QString m_folder; ///< that was tried last
    BundleModel m_model;
    ErrorPanel *m_error = nullptr;
    Notice *m_result = nullptr;
    QLabel *m_resultHash = nullptr;
    QWidget *m_run = nullptr;
    Card *m_bundle = nullptr;
    QLabel *m_sum = nullptr;
    PagedTable *m_table = nullptr;
    ElidedLabel *m_fileName = nullptr;
    QPlainTextEdit *m_content = nullptr;
    QPushButton *m_create = nullptr;
    QPushButton *m_write = nullptr;
    QWidget *m_hint = nullptr;
};

} // namespace plancia::ui
