// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/figurescodec.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plancia::monitoring {

namespace {
constexpr double kMaxWhole = 9'007'199'254'740'992.0; // 2^53: beyond it a double is no exact number
constexpr double kPerMs = 1'000;
struct Figure {
    double StatementFigures::*member;
    double factor = 1;
};
constexpr std::array kFigures{Figure{&StatementFigures::calls},
                              Figure{&StatementFigures::rows},
                              Figure{&StatementFigures::execMs, kPerMs},
                              Figure{&StatementFigures::planMs, kPerMs},
                              Figure{&StatementFigures::hitBlocks},
                              Figure{&StatementFigures::readBlocks},
                              Figure{&StatementFigures::writtenBlocks},
                              Figure{&StatementFigures::tempBlocks},
                              Figure{&StatementFigures::diskMs, kPerMs},
                              Figure{&StatementFigures::walBytes}};
} // namespace

void putNumber(QByteArray &into, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        into.append(static_cast<char>((number & 0x7f) | 0x80));
    into.append(static_cast<char>(number));
}

void putFigures(QByteArray &into, const StatementFigures &figures)
{
    std::array<quint64, kFigures.size()> numbers{};
    quint64 bits = 0;
    for (size_t i = 0; i < kFigures.size(); ++i) {
        numbers[i] = static_cast<quint64>(std::round(std::clamp(figures.*kFigures[i].member * kFigures[i].factor, 0.0, kMaxWhole)));
        bits |= numbers[i] != 0 ? quint64(1) << i : 0;
    }
    putNumber(into, bits);
    for (const quint64 number : numbers)
        if (number != 0)
            putNumber(into, number);
}

std::optional<quint64> FiguresReader::number()
{
    quint64 number = 0;
    for (int shift = 0; m_at != m_end && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(*m_at++);
        number |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return std::nullopt;
}

bool FiguresReader::addFigures(StatementFigures &to)
{
    const auto bits = number();
    if (!bits || *bits >> kFigures.size() != 0)
        return false;
    for (size_t i = 0; i < kFigures.size(); ++i) {
        if ((*bits >> i & 1) == 0)
            continue;
        const auto value = number();
        if (!value)
            return false;
        to.*kFigures[i].member += static_cast<double>(*value) / kFigures[i].factor;
    }
    return true;
}

} // namespace plancia::monitoring
