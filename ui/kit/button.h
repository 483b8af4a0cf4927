// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QToolButton>

namespace plancia::ui {

/// What a button is for; its look follows. A page has one Primary at most. Danger is never a dialog's default.
enum class ButtonKind { Secondary, Primary, Danger, Quiet, Link, Chip };

QPushButton *makeButton(const QString &text, ButtonKind kind = ButtonKind::Secondary, QWidget *parent = nullptr);
/// A square button with a drawn icon; `name` is what a screen reader and the tool tip say.
QToolButton *makeIconButton(const QString &icon, const QString &name, QWidget *parent = nullptr);

} // namespace plancia::ui
