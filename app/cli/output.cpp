// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <algorithm>
#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace plancia::cli {

namespace {
/// What a person types for a step of the catalogue; null where running the command again is all there is to do.
const char *commandFor(const ErrorStepText &step)
{
    static const QHash<QString, const char *> commands{
        {"begin_anew", "planciactl --workspace local:new status"},
        {"choose_other_file", "--store FILE"},
        {"choose_other_file:out", "--out"},
        {"create_bundle", "planciactl bundle create"},
        {"enter_backup_phrase", "planciactl backup key import"},
        {"install_schema", "planciactl migrate up"},
        {"open_backups", "planciactl backup list"},
        {"open_backups:bisect", "planciactl backup bisect"},
        {"open_backups:clock", "planciactl backup prune --clock-is-right"},
        {"open_backups:compare", "planciactl backup compare LEFT RIGHT"},
        {"open_backups:create", "planciactl backup create"},
        {"open_backups:create_out", "planciactl backup create --out DIR"},
        {"open_backups:empty", "planciactl backup trash --empty"},
        {"open_backups:moments", "planciactl archive moments"},
        {"open_backups:open", "planciactl backup open PATH"},
        {"open_backups:prove", "planciactl backup prove PATH"},
        {"open_backups:prune", "planciactl backup prune"},
        {"open_backups:restore", "planciactl backup restore latest"},
        {"open_backups:schedule", "planciactl backup policy --every day"},
        {"open_backups:tasks", nullptr}, // only the window has them
        {"open_backups:trash", "planciactl backup trash"},
        {"open_backups:verify", "planciactl backup verify PATH"},
        {"open_backups:wait", nullptr},
        {"open_connections", "planciactl connection list"},
        {"open_connections:protect", "planciactl connection add NAME --url URL"},
        {"open_maintenance", "planciactl store check"},
        {"open_move", "planciactl move --from WORKSPACE --to WORKSPACE --dry-run"},
        {"open_read_only", "--read-only"},
        {"open_tables", "planciactl table list"},
        {"reload_latest:keys", "planciactl key list"},
        {"reload_latest:people", "planciactl user list TENANT"},
        {"reload_latest:tenants", "planciactl tenant list"},
        {"test_connection", "planciactl connection test NAME"},
        {"use_local_store", "--workspace local"},
    };
    const auto whole = commands.constFind(step.action + u':' + step.which);
    return whole != commands.cend() ? *whole : commands.value(step.action, nullptr);
}

/// East Asian wide characters and emoji (Unicode UAX #11, ranges as most terminals draw them).
bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f) || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1f64f) || (c >= 0x1f680 && c <= 0x1f6ff)
        || (c >= 0x1f900 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

/// What Qt's JSON leaves as it is and a terminal obeys: DEL, the C1 controls (ECMA-48; U+009B opens a sequence) and marks of
/// direction. They can only stand inside strings, where an escape says the same.
QByteArray harmlessJson(const QByteArray &json)
{
    QString out;
    for (const QChar c : QString::fromUtf8(json)) {
        const char16_t u = c.unicode();
        if ((u >= 0x7f && u < 0xa0) || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069))
            out += QStringLiteral("\\u%1").arg(uint(u), 4, 16, QChar('0'));
        else
            out += c;
    }
    return out.toUtf8();
}

QString padded(const QString &text, int width, bool right)
{
    const QString space(std::max(0, width - displayWidth(text)), ' ');
    return right ? space + text : text + space;
}
} // namespace

int displayWidth(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category != QChar::Mark_NonSpacing && category != QChar::Mark_Enclosing && category != QChar::Other_Format)
            width += isWide(c) ? 2 : 1;
    }
    return width;
}

void Output::write(int descriptor, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size() && (descriptor != STDOUT_FILENO || m_failure == 0)) {
        const ssize_t n = ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n >= 0) {
            done += n;
        } else if (errno != EINTR) {
            if (descriptor == STDOUT_FILENO)
                m_failure = errno;
            return; // standard error is gone: there is nobody left to tell
        }
    }
}

int Output::columns() const
{
    winsize size{};
    return ::isatty(STDOUT_FILENO) && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void Output::line(const QString &text) { this->text(harmless(text) + "\n"); }

void Output::text(const QString &text)
{
    clearProgress();
    write(STDOUT_FILENO, text.toUtf8());
}

void Output::bytes(const QByteArray &bytes)
{
    clearProgress();
    if (!::isatty(STDOUT_FILENO))
        return write(STDOUT_FILENO, bytes);
    // What others said must not steer a terminal; a file or a pipe gets it as it is.
    QByteArray shown;
    for (qsizetype begin = 0; begin < bytes.size();) {
        const qsizetype newline = bytes.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? bytes.size() : newline;
        const bool hasReturn = end > begin && newline >= 0 && bytes.at(end - 1) == '\r';
        shown += harmless(QString::fromUtf8(bytes.mid(begin, end - begin - (hasReturn ? 1 : 0)))).toUtf8();
        if (newline >= 0)
            shown += '\n';
        begin = end + 1;
    }
    write(STDOUT_FILENO, shown);
}

void Output::table(const QStringList &head, const QList<QStringList> &rows, const QList<int> &rightAligned)
{
    QList<QStringList> cells{head};
    for (const QStringList &row : rows) {
        cells.append(QStringList());
        for (const QString &cell : row)
            cells.last().append(harmless(cell));
    }
    QList<int> widths(head.size(), 0);
    for (const QStringList &row : cells)
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i]));
    QString out;
    for (const QStringList &row : cells) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += (i ? "  " : "") + padded(row[i], widths[i], rightAligned.contains(static_cast<int>(i)));
        while (line.endsWith(' '))
            line.chop(1);
        out += line + "\n";
    }
    text(out);
}

void Output::pairs(const QList<std::pair<QString, QString>> &pairs)
{
    int width = 0;
    for (const auto &[key, value] : pairs)
        width = std::max(width, displayWidth(key));
    QString out;
    for (const auto &[key, value] : pairs)
        out += padded(key, width, false) + " " + (value.isEmpty() ? QStringLiteral("-") : harmless(value)) + "\n";
    text(out);
}

void Output::json(const QJsonObject &object)
{
    clearProgress();
    write(STDOUT_FILENO, harmlessJson(QJsonDocument(object).toJson(QJsonDocument::Compact)) + "\n");
}

void Output::note(const QString &text)
{
    clearProgress();
    if (!m_json)
        write(STDERR_FILENO, (harmless(text) + "\n").toUtf8());
}

void Output::ask(const QStringList &lines)
{
    clearProgress();
    QStringList safe;
    for (const QString &line : lines)
        safe.append(harmless(line));
    write(STDERR_FILENO, (safe.join(u'\n') + (safe.last().isEmpty() ? QString() : QStringLiteral(" "))).toUtf8());
}

void Output::error(const Error &error)
{
    clearProgress();
    if (m_json) {
        write(STDERR_FILENO, harmlessJson(toProblemJson(error)) + "\n");
        return;
    }
    const ErrorText words = describe(error);
    QString out = QStringLiteral("planciactl: %1: %2\n").arg(words.id, harmless(words.sentence));
    if (!words.cause.isEmpty())
        out += QCoreApplication::translate("cli", "Cause: %1").arg(harmless(words.cause)) + "\n";
    if (!words.data.isEmpty())
        out += QCoreApplication::translate("cli", "Your data: %1").arg(harmless(words.data)) + "\n";
    int number = 0;
    for (const ErrorStepText &step : words.steps) {
        out += QStringLiteral("  %1. %2").arg(++number).arg(harmless(step.text));
        const bool password = number == 1 && error.code() == ErrorCode::AuthPasswordMissing;
        if (const char *command = password ? "--password-stdin" : commandFor(step))
            out += QStringLiteral(" (%1)").arg(QLatin1String(command));
        out += "\n";
    }
    write(STDERR_FILENO, out.toUtf8());
}

void Output::progress(const QString &what, const Progress &progress)
{
    if (m_json || !::isatty(STDERR_FILENO))
        return;
    constexpr int cells = 30;
    const double share
        = progress.total > 0 ? std::clamp(static_cast<double>(progress.done) / static_cast<double>(progress.total), 0.0, 1.0) : 0;
    const int full = static_cast<int>(share * cells);
    QString line = QStringLiteral("\r%1 [%2%3] %4 %").arg(harmless(what), QString(full, '#'), QString(cells - full, '.'))
                       .arg(static_cast<int>(share * 100), 3);
    if (progress.remainingMs >= 0)
        line += " " + QCoreApplication::translate("cli", "%1 s left").arg((progress.remainingMs + 999) / 1000);
    write(STDERR_FILENO, (line + "\x1b[K").toUtf8()); // ECMA-48 EL: erases what was longer before
    m_barShown = true;
}

void Output::clearProgress()
{
    if (m_barShown)
        write(STDERR_FILENO, "\r\x1b[K");
    m_barShown = false;
}

} // namespace plancia::cli
