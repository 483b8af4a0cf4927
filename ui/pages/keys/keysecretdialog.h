// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "ui/kit/clipboardsecret.h"
#include "ui/kit/page.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace plancia::ui {

class ErrorPanel;
class Notice;

/// A key that was just made, shown this once: copied to a clipboard that forgets it, or sealed in a file. A window of its
/// own, so that no page that is built anew loses it; what it holds goes when it is closed, and it says so first when the
/// key was neither copied nor sealed. Opened by open(), deleted when closed.
class KeySecretDialog : public QDialog {
    Q_OBJECT
public:
    KeySecretDialog(const PageContext &context, const IssuedApiKey &issued, const QString &sentence, QWidget *parent);
    ~KeySecretDialog() override;
    void reject() override;

    void copy();
    void chooseFile();
    /// Seals the key in this new file.
    void seal(const QString &file);

private:
    void showSealed(const QString &file, const QString &passphrase);
    void showClipboard();
    void setKept();

    PageContext m_context;
    IssuedApiKey m_issued;
    bool m_isKept = false;  ///< copied or sealed
    bool m_isWarned = false;
    CallContext m_call;
    QPointer<ClipboardSecret> m_clipboard; ///< of the window, so that it ends its minute after this is closed
    Notice *m_notice = nullptr;
    ErrorPanel *m_error = nullptr;
    QLabel *m_sealed = nullptr;
    QLabel *m_passphrase = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_seal = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace plancia::ui
