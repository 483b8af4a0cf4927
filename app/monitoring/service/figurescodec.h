// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/statements.h"

#include <QByteArray>
#include <optional>

/// Figures as telemetry.db keeps them: whole numbers, seven bits a byte with the lowest first, the eighth says that there are more.
/// Times are microseconds. Before them a number whose bits tell which of the ten are not 0: only those follow. Pure.
namespace plancia::monitoring {

void putNumber(QByteArray &into, quint64 number);
void putFigures(QByteArray &into, const StatementFigures &figures);

/// Reads what was put, in that order. Nothing when the bytes end too early.
class FiguresReader {
public:
    explicit FiguresReader(const QByteArray &bytes) : m_at(bytes.constData()), m_end(m_at + bytes.size()) {}
    bool isAtEnd() const { return m_at == m_end; }
    std::optional<quint64> number();
    /// Adds them.
    bool addFigures(StatementFigures &to);

private:
    const char *m_at;
    const char *m_end;
};

} // namespace plancia::monitoring
