// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/secretclipboard.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QTimer>

namespace plancia::ui {

void copySecret(const QString &secret, int clipboardMs)
{
    auto *copied = new QMimeData;
    copied->setText(secret);
    copied->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret"); // clipboard histories leave such a one out
    QApplication::clipboard()->setMimeData(copied);
    QTimer::singleShot(clipboardMs, qApp, [secret] { forgetCopied(secret); });
}

void forgetCopied(const QString &secret)
{
    if (!secret.isEmpty() && QApplication::clipboard()->text() == secret)
        QApplication::clipboard()->clear();
}

} // namespace plancia::ui
