// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/examples.h"

#include "app/audit/recorder.h"
#include "app/controlplane/examplekeys.h"
#include "app/controlplane/examplelimits.h"
#include "app/controlplane/examplepeople.h"
#include "app/controlplane/exampleusage.h"
#include "app/controlplane/tenants/repository.h"
#include "app/sql/commit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <functional>
#include <optional>
#include <random>

namespace plancia::controlplane {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr int kDays = 182;
constexpr int kTenants = 1'200;
constexpr int kActs = 24'000;
constexpr int kBatch = 100; ///< acts a commit; divides kActs

constexpr const char *kFirst[] = {
    "Alpine",  "Amber",   "Arbor",    "Aurora",  "Baltic", "Beacon",  "Birch",   "Blue",    "Bright",  "Cedar",
    "Cobalt",  "Copper",  "Coral",    "Crescent", "Delta", "Ember",   "Evergreen", "Falcon", "Fern",   "Fjord",
    "Golden",  "Granite", "Harbour",  "Hazel",   "Heron",  "Iris",    "Juniper", "Lakeside", "Lantern", "Lark",
    "Linden",  "Lumen",   "Maple",    "Meadow",  "Meridian", "Mistral", "Nordic", "Northern", "Olive",  "Orchard",
    "Pinnacle", "Prairie", "Quartz",  "Raven",   "Ridge",  "River",   "Rowan",   "Saffron", "Silver",  "Solstice",
    "Stellar", "Summit",  "Tidal",    "Timber",  "Umbra",  "Valley",  "Velvet",  "Willow",  "Winter",  "Zephyr"};
constexpr const char *kSecond[] = {
    "Analytics", "Atelier", "Bakery",    "Books",   "Brewing",  "Capital", "Clinics", "Coffee",    "Consulting", "Dental",
    "Design",    "Energy",  "Events",    "Farms",   "Finance",  "Foods",   "Freight", "Furniture", "Games",      "Gardens",
    "Health",    "Homes",   "Insurance", "Journal", "Kitchens", "Labs",    "Legal",   "Logistics", "Media",      "Mobility",
    "Music",     "Optics",  "Outdoor",   "Partners", "Pharma",  "Press",   "Robotics", "Schools",  "Software",   "Travel"};
constexpr const char *kOperators[] = {"anna@bridge-1", "marco@bridge-1", "sofia@bridge-2", "deploy@ci-runner"};
constexpr const char *kReasons[] = {"unpaid since last month", "terms of use, ticket 4471", "asked for by the customer",
                                    "abuse report under review", "contract ended"};
constexpr const char *kReturns[] = {"invoice settled", "review closed without findings", "contract renewed"};

/// A clock that the example turns.
class ExampleClock final : public Clock {
public:
    qint64 nowMs() const override { return now; }
    qint64 monotonicMs() const override { return now; }
    qint64 now = 0;
};

class Filler {
public:
    explicit Filler(qint64 nowMs) : m_end(nowMs)
    {
        for (const char *name : kOperators) {
            audit::Actor actor;
            actor.name = QString::fromLatin1(name);
            m_recorders.emplace_back(actor, newUuid().toString(QUuid::WithoutBraces), m_clock);
        }
        makeNames();
    }

    /// The acts from `first` on, as one commit.
    Result<bool> batch(sql::Connection &connection, int first)
    {
        m_connection = &connection;
        m_repository.emplace(connection);
        auto commit = sql::nextCommit(connection, kBatch);
        if (!commit)
            return fail(commit.error());
        m_commit = {commit->commitNo, commit->auditSeq - kBatch};
        for (int i = first; i < first + kBatch; ++i) {
            m_clock.now = m_end - kDays * kDayMs + timeOf(i);
            if (auto done = act(i); !done)
                return done;
        }
        return true;
    }

    /// The keys of those tenants and how they are used, their people, and their limits: each as one commit, with a row of the trail that says so.
    Result<bool> keys(sql::Connection &connection)
    {
        return rest(connection, action::ApiKeyCreate, QStringLiteral("api_key"), [&] {
            auto filled = fillExampleKeys(connection, m_tenants, m_end, m_random);
            return filled ? fillExampleUsage(connection, m_end, m_random) : filled;
        });
    }
    Result<bool> limits(sql::Connection &connection)
    {
        return rest(connection, action::LimitSet, QStringLiteral("tenant"), [&] { return fillExampleLimits(connection, m_tenants, m_end); });
    }
    Result<bool> people(sql::Connection &connection)
    {
        return rest(connection, action::UserInvite, QStringLiteral("user"), [&] { return fillExamplePeople(connection, m_tenants, m_end, m_random); });
    }

private:
    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    template <size_t N>
    QString pick(const char *const (&words)[N]) { return QString::fromLatin1(words[m_random() % N]); }

    void makeNames()
    {
        QSet<QString> used;
        while (m_names.size() < kTenants) {
            const QString name = pick(kFirst) + u' ' + pick(kSecond);
            if (!used.contains(name)) {
                used.insert(name);
                m_names.append(name);
            }
        }
    }

    /// Strictly rising, denser in working hours.
    qint64 timeOf(int act)
    {
        const qint64 slot = kDays * kDayMs / kActs;
        qint64 at = slot * act + pick(static_cast<int>(slot / 2));
        const qint64 hour = (at / 3'600'000) % 24;
        if (hour < 6)
            at += slot / 2;
        return at;
    }

    Result<bool> act(int i)
    {
        // Half of the tenants stood at the beginning; the others come over the half year.
        const int wanted = std::min(kTenants, kTenants / 2 + i * kTenants / (2 * kActs) + 1);
        if (m_tenants.size() < wanted)
            return create();
        const int dice = pick(100);
        Tenant &tenant = m_tenants[pick(static_cast<int>(m_tenants.size()))];
        if (dice < 6 && tenant.status == TenantStatus::Suspended)
            return setStatus(tenant, TenantStatus::Active, pick(kReturns));
        if (dice < 3)
            return setStatus(tenant, TenantStatus::Suspended, pick(kReasons));
        if (dice < 6 && tenant.status == TenantStatus::Trial)
            return setStatus(tenant, TenantStatus::Active, QStringLiteral("plan bought"));
        if (dice < 10)
            return conflict(tenant);
        if (dice < 14)
            return backup();
        return update(tenant);
    }

    AuditEvent begin(const QString &name, const Tenant &tenant, const QString &reason = {})
    {
        audit::Act act;
        act.action = name;
        act.objectKind = QStringLiteral("tenant");
        act.objectId = tenant.id.toString();
        act.objectName = act.tenantSlug = tenant.slug;
        act.tenantId = tenant.id;
        act.reason = reason;
        return recorder().begin(act, CallContext{});
    }
    const audit::Recorder &recorder() { return m_recorders[m_random() % m_recorders.size()]; }
    Result<bool> append(AuditEvent event)
    {
        event.durationMs = 2 + pick(60);
        event.commitNo = m_commit.commitNo;
        event.seq = ++m_commit.auditSeq;
        return m_recorders.front().insert(*m_connection, std::move(event));
    }

    Result<bool> rest(sql::Connection &connection, const QString &name, const QString &kind, const std::function<Result<bool>()> &fill)
    {
        m_connection = &connection;
        auto commit = sql::nextCommit(connection, 1);
        if (!commit)
            return fail(commit.error());
        m_commit = {commit->commitNo, commit->auditSeq - 1};
        m_clock.now = m_end;
        AuditEvent event = begin(name, Tenant{});
        event.objectKind = kind;
        event.objectId.clear();
        event.objectName = QStringLiteral("examples");
        if (auto filled = fill(); !filled)
            return filled;
        return append(event);
    }

    Result<bool> create()
    {
        Tenant tenant;
        tenant.id = TenantId(makeUuidV7(m_clock.now, m_random(), static_cast<quint64>(m_random()) << 32 | m_random()));
        tenant.name = m_names[m_tenants.size()];
        tenant.slug = suggestSlug(tenant.name);
        tenant.status = pick(7) == 0 ? TenantStatus::Trial : TenantStatus::Active;
        tenant.createdAt = tenant.updatedAt = m_clock.now;
        tenant.rowVersion = 1;
        if (tenant.status == TenantStatus::Trial)
            tenant.trialEndsAt = tenant.createdAt + 30 * kDayMs;
        // By the name: a roll of the dice more would change every example after it.
        static const QList<QStringList> tags{{}, {}, {QStringLiteral("eu")}, {QStringLiteral("us")}, {QStringLiteral("eu"), QStringLiteral("vip")}, {QStringLiteral("partner")}};
        tenant.tags = tags[tenant.name.size() % tags.size()];
        const AuditEvent event = begin(action::TenantCreate, tenant);
        if (auto inserted = m_repository->insert(tenant); !inserted)
            return inserted;
        m_tenants.append(tenant);
        return append(event);
    }

    Result<bool> setStatus(Tenant &tenant, TenantStatus status, const QString &reason)
    {
        AuditEvent event = begin(status == TenantStatus::Suspended ? action::TenantSuspend : action::TenantActivate,
                                 tenant, reason);
        event.details = change(QStringLiteral("status"), toString(tenant.status), toString(status));
        auto changed = m_repository->setStatus(tenant, status, reason, m_clock.now);
        if (!changed)
            return Result<bool>(changed.error());
        tenant = *changed;
        return append(event);
    }

    Result<bool> update(Tenant &tenant)
    {
        TenantDraft draft{tenant.slug, tenant.name, tenant.status, QStringLiteral("Account review %1, contact by %2")
                              .arg(1 + pick(90)).arg(pick(2) ? QStringLiteral("phone") : QStringLiteral("mail")),
                          tenant.tags, tenant.trialEndsAt};
        AuditEvent event = begin(action::TenantUpdate, tenant);
        event.details = change(QStringLiteral("notes"), tenant.notes, draft.notes);
        auto changed = m_repository->update(tenant, draft, m_clock.now);
        if (!changed)
            return Result<bool>(changed.error());
        tenant = *changed;
        return append(event);
    }

    Result<bool> conflict(const Tenant &tenant)
    {
        AuditEvent event = begin(action::TenantUpdate, tenant);
        event.result = AuditResult::Refused;
        event.errorCode = QStringLiteral("CONFLICT_001");
        return append(event);
    }

    Result<bool> backup()
    {
        AuditEvent event = begin(action::BackupCreate, Tenant{});
        event.objectKind = QStringLiteral("backup");
        event.objectId.clear();
        event.objectName = QStringLiteral("examples");
        return append(event);
    }

    static QString change(const QString &field, const QString &before, const QString &after)
    {
        const QJsonObject object{{field, QJsonArray{before, after}}};
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }

    sql::Connection *m_connection = nullptr; ///< of the running batch
    std::optional<tenants::Repository> m_repository;
    sql::Commit m_commit;
    qint64 m_end;
    ExampleClock m_clock;
    std::mt19937 m_random{20'240'314}; ///< any number: the examples are the same everywhere
    std::vector<audit::Recorder> m_recorders;
    QStringList m_names;
    QList<Tenant> m_tenants;
};

} // namespace

Result<bool> fillExamples(sql::Gateway &gateway, qint64 nowMs, const ProgressSink &progress, const CancelToken &cancel)
{
    Filler filler(nowMs);
    for (int first = 0; first < kActs; first += kBatch) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto written = gateway.write<bool>(CallContext{}, {}, [&filler, first](sql::Connection &connection) {
            return filler.batch(connection, first);
        });
        written.waitForFinished();
        if (auto result = written.result(); !result)
            return result;
        progress({Progress::Unit::Rows, first + kBatch, kActs, 0, -1});
    }
    for (const auto fillRest : {&Filler::keys, &Filler::people, &Filler::limits}) {
        auto written = gateway.write<bool>(CallContext{}, {}, [&filler, fillRest](sql::Connection &connection) { return (filler.*fillRest)(connection); });
        written.waitForFinished();
        if (auto result = written.result(); !result)
            return result;
    }
    return true;
}

} // namespace plancia::controlplane
