// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/leaks/githistory.h"

#include "models/domain/keyscanner.h"

#include <QProcess>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <utility>

namespace plancia::leaks {

namespace {

constexpr int kTickMs = 50;
constexpr qsizetype kMaxLineKept = 4'096;

/// The lines of a log that say where one is: "commit <id>" and "+++ b/<file>". A line of a change begins with its sign or a
/// blank, so that no content can look like the first; the second is read in the head of a file's change alone.
class Place {
public:
    void feed(QByteArrayView bytes)
    {
        qsizetype from = 0;
        while (from < bytes.size()) {
            const auto *end = static_cast<const char *>(std::memchr(bytes.data() + from, '\n', static_cast<size_t>(bytes.size() - from)));
            const qsizetype to = end ? end - bytes.data() : bytes.size();
            if (m_line.size() < kMaxLineKept)
                m_line.append(bytes.sliced(from, std::min(to - from, kMaxLineKept - m_line.size())));
            if (end) {
                take();
                m_line.clear();
            }
            from = to + 1;
        }
    }
    QString commit, file;

private:
    void take()
    {
        if (m_line.startsWith("commit ")) {
            commit = QString::fromLatin1(m_line.sliced(7).first(std::min<qsizetype>(12, m_line.size() - 7)));
            file.clear();
            m_isHead = false;
        } else if (m_line.startsWith("diff --git ")) {
            m_isHead = true;
            file.clear();
        } else if (m_line.startsWith("@@ ")) {
            m_isHead = false;
        } else if (m_isHead && (m_line.startsWith("+++ b/") || (m_line.startsWith("--- a/")))) {
            file = QString::fromUtf8(m_line.sliced(6));
        }
    }
    QByteArray m_line;
    bool m_isHead = false;
};

} // namespace

Result<qint64> readHistory(const QString &repository, const QStringList &products,
                         const std::function<void(const apikeyformat::Digest &digest, const QString &commit, const QString &file)> &found,
                         const std::function<void(qint64 bytes)> &read, const CancelToken &cancel)
{
    QProcess git;
    git.setProcessChannelMode(QProcess::SeparateChannels);
    git.setStandardInputFile(QProcess::nullDevice());
    git.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QStringList arguments{QStringLiteral("--no-pager")};
    // What a repository has set must neither run anything nor hide a change. A merge is told against each of its parents: told against
    // all at once, its binary files are left out.
    for (const char *setting : {"core.hooksPath=/dev/null", "core.fsmonitor=false", "core.quotePath=false", "log.showRoot=true", "log.diffMerges=separate", "diff.relative=false"})
        arguments += {QStringLiteral("-c"), QLatin1String(setting)};
    git.start(QStringLiteral("git"),
              arguments + QStringList{QStringLiteral("-C"), repository,
               QStringLiteral("log"), QStringLiteral("-p"), QStringLiteral("-m"), QStringLiteral("--all"), QStringLiteral("--reflog"), QStringLiteral("--full-history"),
               QStringLiteral("--pretty=medium"), QStringLiteral("--no-color"),
               QStringLiteral("--no-ext-diff"), QStringLiteral("--no-textconv"), QStringLiteral("--unified=0"), QStringLiteral("--text"),
               QStringLiteral("--no-show-signature"), QStringLiteral("--src-prefix=a/"), QStringLiteral("--dst-prefix=b/"), QStringLiteral("--")},
              QIODevice::ReadOnly);
    if (!git.waitForStarted(-1))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), repository}, {QStringLiteral("message"), git.errorString()}});
    Place place;
    QByteArray words;
    QByteArray pending;    // what the place has not read yet: it stays behind the scanner, which tells a key late
    qint64 pendingAt = 0;  // of its first byte in the log
    const auto advance = [&](qint64 to) {
        const qsizetype bytes = std::clamp<qsizetype>(static_cast<qsizetype>(to - pendingAt), 0, pending.size());
        place.feed(QByteArrayView(pending).first(bytes));
        pending.remove(0, bytes);
        pendingAt += bytes;
    };
    QList<KeyScanner::Hit> hits;
    KeyScanner scanner(products, [&hits](const KeyScanner::Hit &hit) { hits.append(hit); });
    const auto tell = [&] {
        std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) { return a.offset < b.offset; });
        for (const KeyScanner::Hit &hit : std::exchange(hits, {})) {
            advance(hit.offset);
            found(hit.digest, place.commit, place.file);
        }
    };
    while (true) {
        const bool isOver = git.state() == QProcess::NotRunning;
        if (!isOver)
            git.waitForReadyRead(kTickMs);
        words = (words + git.readAllStandardError()).right(500);
        const QByteArray bytes = git.readAllStandardOutput();
        read(bytes.size());
        pending.append(bytes);
        scanner.feed(bytes);
        tell();
        advance(pendingAt + pending.size() - apikeyformat::kMaxLength);
        if (cancel.isCancelled()) {
            git.kill();
            git.waitForFinished(-1);
            return fail(ErrorCode::InternalCancelled);
        }
        if (isOver && bytes.isEmpty())
            break;
    }
    scanner.finish();
    tell();
    if (git.exitStatus() == QProcess::NormalExit && git.exitCode() == 0)
        return scanner.lookalikes();
    return fail(ErrorCode::IoRead, {{QStringLiteral("path"), repository}, {QStringLiteral("message"), QString::fromUtf8(words).trimmed()}});
}

} // namespace plancia::leaks
