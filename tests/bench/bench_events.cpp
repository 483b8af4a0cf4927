// SPDX-License-Identifier: GPL-3.0-or-later
// The event timeline at a million events: how long a filter by text, a filter by a pattern, a count of the bars and a brush take, each
// beside an anchor of the same run: one pass of memmem over all texts in one piece, one pass over all times.
// bench_events [EVENTS]
#include "models/items/eventsmodel.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTextStream>

#include <algorithm>
#include <cstring>

using namespace plancia;

namespace {
constexpr int kRounds = 40;
constexpr qint64 kT = 1'795'182'180'000;

struct Spread {
    std::vector<double> ms;
    double at(double share) const { return ms[static_cast<size_t>(share * static_cast<double>(ms.size() - 1))]; }
};

template <typename Work>
Spread measure(Work work)
{
    Spread spread;
    for (int i = 0; i < kRounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        spread.ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(spread.ms);
    return spread;
}

QTextStream out(stdout);

void print(const char *what, const Spread &spread, double anchor)
{
    out << QStringLiteral("%1  p50 %2 ms  p99 %3 ms  %4 x its anchor\n")
                               .arg(QLatin1String(what), -22)
                               .arg(spread.at(0.5), 7, 'f', 2)
                               .arg(spread.at(0.99), 7, 'f', 2)
                               .arg(spread.at(0.5) / anchor, 0, 'f', 2);
}

qint64 residentKib()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toLongLong();
    return 0;
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 1'000'000;
    QRandomGenerator random(1);
    const QStringList sources{"api", "worker", "pg:main", "gateway"}, types{"read.orders", "auth.refused", "write.invoice", "external.mail"};
    EventLog log;
    QByteArray texts;
    std::vector<qint64> times;
    const qint64 before = residentKib();
    QList<Event> events;
    for (int i = 0; i < count; ++i) {
        Event event;
        event.offset = i + 1;
        event.at = kT + i * 3LL + random.bounded(50);
        event.severity = static_cast<EventSeverity>(random.bounded(100) < 95 ? 1 : 2 + random.bounded(3));
        event.source = sources[random.bounded(4)];
        event.type = types[random.bounded(4)];
        event.tenant = QStringLiteral("tenant-%1").arg(random.bounded(400));
        event.trace = QStringLiteral("%1%2").arg(random.generate64(), 16, 16, QLatin1Char('0')).arg(random.generate64(), 16, 16, QLatin1Char('0'));
        event.message = QStringLiteral("Order %1 of customer %2 was read in %3 ms by the query planner").arg(i).arg(random.bounded(100'000)).arg(random.bounded(900));
        event.details = QStringLiteral("{\"endpoint\":\"/v1/orders/%1\",\"status\":200}").arg(i);
        texts += event.message.toUtf8() + '\n' + event.trace.toUtf8() + '\n' + event.details.toUtf8() + '\0';
        times.push_back(event.at);
        events.append(event);
        if (events.size() == 1000 || i + 1 == count) {
            log.addNewer(log.newer(EventLog::entriesOf(events, log.matcher())));
            events.clear();
        }
    }
    const qint64 to = times.back();
    out << log.size() << " events, " << (residentKib() - before) / 1024 << " MiB with the anchors' " << (texts.size() + qint64(times.size()) * 8) / (1 << 20) << " MiB\n";

    std::vector<std::shared_ptr<const EventBlock>> blocks;
    for (const auto &entry : log.entries())
        blocks.push_back(entry.block);
    const auto search = [&](const EventFilter &filter) {
        auto found = findEvents(blocks, *EventMatcher::of(filter));
        found.waitForFinished();
        return found.result();
    };
    const QByteArray needles[]{"status\":500", "customer 77777 ", "planner", "order 4242"};
    const Spread scan = measure([&](int i) {
        const QByteArray &needle = needles[i % 4];
        qint64 hits = 0;
        for (const char *at = texts.constData(), *end = at + texts.size(); at < end;) {
            at = static_cast<const char *>(memmem(at, static_cast<size_t>(end - at), needle.constData(), static_cast<size_t>(needle.size())));
            if (!at)
                break;
            ++hits;
            at += needle.size();
        }
        if (hits < 0)
            qFatal("never");
    });
    print("anchor: memmem", scan, scan.at(0.5));
    print("filter by text", measure([&](int i) {
              EventFilter filter;
              filter.text = QString::fromLatin1(needles[i % 4]);
              static_cast<void>(search(filter));
          }), scan.at(0.5));
    print("filter by names", measure([&](int i) {
              EventFilter filter;
              filter.least = EventSeverity::Warning;
              filter.source = sources[i % 4];
              static_cast<void>(search(filter));
          }), scan.at(0.5));
    print("filter by pattern", measure([&](int i) {
              EventFilter filter;
              filter.isPattern = true;
              filter.text = QStringLiteral("customer 7777\\d.*in %1\\d\\d ms").arg(i % 9);
              static_cast<void>(search(filter));
          }), scan.at(0.5));
    const Spread pass = measure([&](int i) {
        qint64 later = 0;
        for (const qint64 at : times)
            later += at > kT + i;
        if (later < 0)
            qFatal("never");
    });
    print("anchor: a pass", pass, pass.at(0.5));
    print("count the bars", measure([&](int i) {
              const qint64 from = kT + i * 1000;
              log.counts(from, std::max<qint64>(1, (to - from) / 400), 401);
          }), pass.at(0.5));
    // What a brush costs from the gesture to the rows and bars: the filter by all cores, then what the GUI thread does.
    double worst = 0;
    print("brush", measure([&](int i) {
              EventFilter filter;
              filter.from = kT + (to - kT) * i / (2 * kRounds);
              filter.to = filter.from + (to - kT) / 3;
              const auto found = search(filter);
              QElapsedTimer timer;
              timer.start();
              log.setMatcher(*EventMatcher::of(filter), found);
              log.counts(filter.from, std::max<qint64>(1, (filter.to - filter.from) / 400), 401);
              worst = std::max(worst, static_cast<double>(timer.nsecsElapsed()) / 1e6);
          }), scan.at(0.5));
    out << "of a brush on the GUI thread at the most " << QString::number(worst, 'f', 2) << " ms\n";
    return 0;
}
