// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>
#include <QStringList>

namespace plancia::ui {

/// A drawn icon (resources/icons/<name>.svg: 16 × 16, lines of 1.6 in `currentColor`) in one colour, sharp at any scale.
/// An unknown name gives an empty icon.
QIcon makeIcon(const QString &name, const QColor &colour);
/// The same as a picture of `size` device-independent pixels.
QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal devicePixelRatio);
/// Names of all icons there are.
QStringList iconNames();

} // namespace plancia::ui
