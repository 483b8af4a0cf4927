// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"

#include <QColor>
#include <QFont>
#include <QMetaType>
#include <QString>

class QApplication;

/// Everything that decides how Plancia looks: colours, type and measures. No other file names a colour or a size of type.
namespace plancia::ui {

/// The colours of a look, as a value. Text on page, panel and the washes holds 4.5:1; `faint` is for decoration only.
struct Theme {
    bool isDark = false;
    QColor page, panel, line;
    QColor text, secondary, faint;
    QColor accent, accentWash, onAccent;
    QColor good, goodWash;
    QColor warning, warningWash;
    QColor error, errorWash;
    QColor hover; ///< wash of what lies under the mouse
    QColor track; ///< empty part of a bar
    QColor shadow;

    static Theme light();
    static Theme dark();

    /// Colours of lines in charts, told apart by the colour-blind (Okabe and Ito 2008), at least 3:1 on `panel`.
    QColor series(int i) const;
    QColor of(Tone tone) const;
    QColor washOf(Tone tone) const;
    /// "green", "red", "amber", "grey": the band over the window that says where you are.
    QColor band(const QString &colour) const;

    bool operator==(const Theme &) const = default;
};

/// Gives the application this look: palette, font, the one style sheet. Widgets that paint ask themeOf().
void applyTheme(QApplication &application, const Theme &theme);
/// The look given by applyTheme(); the light one before that.
Theme themeOf(const QApplication &application);
/// The same for the running application, for use inside paint events.
Theme currentLook();

QString styleSheet(const Theme &theme);

/// Distances and sizes in device-independent pixels.
namespace measure {
inline constexpr int kRail = 188;
inline constexpr int kTopBar = 44;
inline constexpr int kStatusBar = 26;
inline constexpr int kBand = 4;
inline constexpr int kRow = 28;
inline constexpr int kSidePanel = 380;
inline constexpr int kPageMargin = 24;
inline constexpr int kGap = 12;
inline constexpr int kSmallGap = 8;
inline constexpr int kTinyGap = 4;
inline constexpr int kCardRadius = 8;
inline constexpr int kControlRadius = 6;
inline constexpr int kControl = 30;
inline constexpr int kIcon = 16;
} // namespace measure

/// Sizes of type in device-independent pixels.
enum class TextSize { Small = 11, Body = 13, Heading = 16, Title = 22 };
enum class TextWeight { Regular = QFont::Normal, Strong = QFont::DemiBold };

/// Open Sans, whose figures are all of one width.
QFont textFont(TextSize size = TextSize::Body, TextWeight weight = TextWeight::Regular);
/// DejaVu Sans Mono, a size smaller to look as large.
QFont monoFont(TextSize size = TextSize::Body);

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);
/// `share` of `b` in `a`.
QColor blend(const QColor &a, const QColor &b, double share);

} // namespace plancia::ui

Q_DECLARE_METATYPE(plancia::ui::Theme)
