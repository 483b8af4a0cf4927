// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>
#include <QVariant>
#include <array>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr const char *kProperty = "plancia.look";

QColor rgb(uint hex) { return QColor::fromRgb(hex); }

double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

QPalette paletteOf(const Theme &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.page);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.page);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.panel);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.error);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::ToolTipBase, t.panel);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.secondary);
    p.setColor(QPalette::Light, t.panel);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.shadow);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}
} // namespace

Theme Theme::light()
{
    Theme t;
    t.page = rgb(0xf6f7f9); t.panel = rgb(0xffffff); t.line = rgb(0xdfe3e8);
    t.text = rgb(0x1b2430); t.secondary = rgb(0x5b6776); t.faint = rgb(0x8a95a3);
    t.accent = rgb(0x0b6bcb); t.accentWash = rgb(0xe5f0fb); t.onAccent = rgb(0xffffff);
    t.good = rgb(0x187846); t.goodWash = rgb(0xe4f4ea);
    t.warning = rgb(0x955f00); t.warningWash = rgb(0xfdf1d8);
    t.error = rgb(0xc0352b); t.errorWash = rgb(0xfbe6e3);
    t.hover = rgb(0xf0f3f6); t.track = rgb(0xe8edf3); t.shadow = QColor(20, 30, 45, 40);
    return t;
}

Theme Theme::dark()
{
    Theme t;
    t.isDark = true;
    t.page = rgb(0x14181d); t.panel = rgb(0x1b2027); t.line = rgb(0x2c333c);
    t.text = rgb(0xe6eaef); t.secondary = rgb(0xa0abb8); t.faint = rgb(0x76818e);
    t.accent = rgb(0x5aa9f5); t.accentWash = rgb(0x1d3247); t.onAccent = rgb(0x10161d);
    t.good = rgb(0x4cc38a); t.goodWash = rgb(0x16301f);
    t.warning = rgb(0xe0a83a); t.warningWash = rgb(0x33290f);
    t.error = rgb(0xf0766c); t.errorWash = rgb(0x3a1c1a);
    t.hover = rgb(0x222831); t.track = rgb(0x262d36); t.shadow = QColor(0, 0, 0, 120);
    return t;
}

QColor Theme::series(int i) const
{
    static constexpr std::array kLight{0x0072b2u, 0xd55e00u, 0x009e73u, 0xb87a00u, 0xcc79a7u, 0x2b8cc4u};
    static constexpr std::array kDark{0x3d9bd6u, 0xe8772eu, 0x14b88au, 0xe69f00u, 0xd68fb6u, 0x7cc7f0u};
    const auto at = static_cast<size_t>(std::abs(i)) % kLight.size();
    return rgb(isDark ? kDark[at] : kLight[at]);
}

QColor Theme::of(Tone tone) const
{
    switch (tone) {
    case Tone::Good:
        return good;
    case Tone::Warning:
    case Tone::Trial:
    case Tone::Waiting:
        return warning;
    case Tone::Error:
    case Tone::Stopped:
        return error;
    case Tone::Note:
    case Tone::Off:
    case Tone::None:
        return secondary;
    }
    return secondary;
}

QColor Theme::washOf(Tone tone) const
{
    switch (tone) {
    case Tone::Good:
        return goodWash;
    case Tone::Warning:
    case Tone::Trial:
    case Tone::Waiting:
        return warningWash;
    case Tone::Error:
    case Tone::Stopped:
        return errorWash;
    case Tone::Note:
    case Tone::Off:
    case Tone::None:
        return track;
    }
    return track;
}

QColor Theme::band(const QString &colour) const
{
    if (colour == QLatin1String("green"))
        return QColor(0x1e, 0x86, 0x50);
    if (colour == QLatin1String("red"))
        return QColor(0xc0, 0x35, 0x2b);
    if (colour == QLatin1String("amber"))
        return QColor(0xcf, 0x8a, 0x10);
    return faint;
}

void applyTheme(QApplication &application, const Theme &theme)
{
    application.setProperty(kProperty, QVariant::fromValue(theme));
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(theme));
    application.setFont(textFont());
    application.setStyleSheet(styleSheet(theme));
}

Theme themeOf(const QApplication &application)
{
    const QVariant given = application.property(kProperty);
    return given.canConvert<Theme>() ? given.value<Theme>() : Theme::light();
}

Theme currentLook() { return qApp ? themeOf(*qApp) : Theme::light(); }

QFont textFont(TextSize size, TextWeight weight)
{
    QFont font(QStringList{QStringLiteral("Open Sans"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(static_cast<int>(size));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

QFont monoFont(TextSize size)
{
    QFont font(QStringList{QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(size == TextSize::Small ? 11 : static_cast<int>(size) - 1);
    return font;
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blend(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * share)); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace plancia::ui
