// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/strip.h"

#include <QRectF>
#include <optional>

class QPainter;

namespace plancia::ui {

struct Theme;

/// Draws a strip of states: a bar is whole for an error, 0.7 high for a warning, low for good, and hatched where nothing is known, so
/// that colour is not needed.
void drawStrip(QPainter &painter, const QRectF &area, const Theme &theme, const Strip &strip);
/// Strokes that rise through `area`, and end at its borders by themselves: SVG cuts nothing. They are counted from x = 0, so that they
/// stand still under an area that moves.
void drawHatching(QPainter &painter, const QRectF &area, const Theme &theme);
/// The piece at `x` of what drawStrip() drew there, or null.
const StripPiece *stripPieceAt(const QRectF &area, const Strip &strip, double x);

} // namespace plancia::ui
