// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertwindow.h"
#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/sample.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <functional>
#include <map>

namespace plancia::monitoring {

/// What the engine goes by.
struct AlertConfig {
    QList<AlertRule> rules;
    QList<Inhibition> inhibitions;
    bool operator==(const AlertConfig &) const = default;
};

/// Judges the rules once a second by what the agent's stream carries. Touches nothing outside; lives in the service's thread.
/// Its time runs with the monotonic clock. When that and the wall clock part (somebody set it, the computer slept) it goes on with the
/// wall clock's, and what was being waited for with it: that fires nothing.
class AlertEngine {
public:
    static constexpr int kMaxLabels = 1'000;   ///< that a rule is judged for
    static constexpr int kMaxSilences = 500;
    static constexpr qint64 kRepeatMs = 4 * 3'600'000; ///< told again while it fires
    static constexpr qint64 kForgetMs = 3'600'000;     ///< nothing was seen of it, and it is no alert
    static constexpr qint64 kGoneMs = 86'400'000;      ///< of one that fires by events: there were none for as long
    static constexpr qint64 kPartedMs = 5'000;         ///< by which the two clocks may differ
    static constexpr qint64 kLongestSilenceMs = 90ll * 86'400'000;

    AlertEngine(AlertConfig config, const Clock &clock);

    /// Rules keep by their name what they have seen and told; of what is no longer watched it is told that it is over.
    void configure(AlertConfig config);
    const AlertConfig &config() const { return m_config; }

    void note(const Sample &sample);
    void note(const Event &event);
    /// A source that is asked no longer.
    void forget(const QString &source);

    /// What somebody is to be told: of one rule all that happened alike at one time.
    struct News {
        enum class Kind { Firing, Resolved, NoData };
        Kind kind = Kind::Firing;
        Alert alert;
        QString title;
        bool isRepeated = false;
        QStringList more; ///< labels of further alerts of that rule to which the same has happened
    };
    struct Ticked {
        QList<Alert> changed; ///< whose state is another than before
        QList<News> news;
        QStringList full;     ///< rules that have more labels than kMaxLabels since now: some are not judged
    };
    Ticked tick();
    /// What tick() gave and nobody got: to be told anew.
    void untell(const QList<News> &news);

    /// VAL_001, VAL_002, VAL_010, RATE_001; see AlertsPort.
    Result<Silence> silence(Silence draft);
    Result<bool> endSilence(const QString &id);
    Result<Alert> acknowledge(const QString &alertId, const QString &author, const QString &note);

    /// Rules, silences, inhibitions and alerts, without inactive ones.
    AlertBoard board() const;
    qint64 now() const;

    /// What outlives the agent: alerts, silences, baselines.
    struct Memory {
        struct Line {
            Alert alert;
            News::Kind told = News::Kind::Firing;
            qint64 toldAt = 0;
            std::deque<double> minutes;
        };
        qint64 at = 0; ///< Unix ms UTC, when it was taken
        QList<Line> lines;
        QList<Silence> silences;
    };
    Memory memory() const;
    /// What was pending goes on from where it stood: the time between counts for nothing, and after an hour it begins anew. What belongs
    /// to a rule that is not known yet waits for it.
    void restore(const Memory &memory);

private:
    struct Line {
        AlertWindow window;
        Alert alert;
        News::Kind told = News::Kind::Firing;
        qint64 toldAt = 0; ///< when somebody was told so; 0: nobody was
        qint64 restoredAt = 0;
        bool wasKnown = false; ///< since this engine began
    };
    struct Watch {
        AlertRule rule;
        QRegularExpression pattern;
        std::map<QString, Line> lines; ///< by label
        bool isFull = false, isFullTold = false; ///< there are more labels than kMaxLabels
        qint64 since = 0;
        bool hasMissed = false; ///< the page of the target that is named was without the rule's series
    };
    Watch watchOf(const AlertRule &rule, Watch *before);
    static Line &addLine(Watch &watch, const QString &label);
    Line *lineOf(Watch &watch, const QString &label);
    static bool standsUnknown(Watch &watch, const Sample &sample);
    bool isMeant(const Watch &watch, const Event &event) const;
    bool isOver(const Watch &watch, const Line &line, qint64 at) const;
    void drop(const Watch &watch, const Line &line);
    void adopt(Watch &watch);
    void followWallClock();
    void muteAll();
    QList<News> tell();

    AlertConfig m_config;
    const Clock &m_clock;
    qint64 m_offset; ///< what is added to the monotonic clock
    std::vector<Watch> m_watches;
    QList<Silence> m_silences;
    QList<Memory::Line> m_unclaimed; ///< of rules that are not known yet
    qint64 m_restoredAt = 0;
    QList<News> m_over; ///< of what is watched no longer; to be told
    qint64 m_judgedAt;
};

} // namespace plancia::monitoring
