// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/actwords.h"

#include "models/items/auditmodel.h"
#include "models/items/roles.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace plancia;

namespace {
struct OpenAuditModel : AuditModel {
    using AuditModel::cell;
};
} // namespace

/// Every act that the trail can name has words of its own.
class TestActWords : public QObject {
    Q_OBJECT
private slots:
    void everyActionHasWords_data()
    {
        QTest::addColumn<QString>("action");
        for (const QString &action : action::all())
            QTest::newRow(qPrintable(action)) << action;
    }
    void everyActionHasWords()
    {
        QFETCH(QString, action);
        const QString words = wordsForAct(action, QStringLiteral("acme"), QStringLiteral("anna@bridge"));
        QVERIFY2(words.contains(QLatin1String("anna@bridge")), qPrintable(words));
        QVERIFY2(!words.contains(u'%') && !words.contains(action), qPrintable(words));
    }
    /// The list of all is the header's: an action that is added there alone has no words, and no filter finds it.
    void theListOfAllIsWhole()
    {
        QFile header(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/models/domain/audit.h"));
        QVERIFY2(header.open(QIODevice::ReadOnly), qPrintable(header.fileName()));
        static const QRegularExpression constant(QStringLiteral("inline const QString \\w+ = QStringLiteral\\(\"([A-Z_]+)\"\\)"));
        QSet<QString> declared;
        for (auto match = constant.globalMatch(QString::fromUtf8(header.readAll())); match.hasNext();)
            declared.insert(match.next().captured(1));
        const QStringList all = action::all();
        QVERIFY(declared.size() > 50);
        QCOMPARE(declared, QSet<QString>(all.begin(), all.end()));
    }
    void namesHoldNoPlaces()
    {
        QCOMPARE(wordsForAct(action::TenantCreate, QStringLiteral("%2"), QStringLiteral("%1")), QStringLiteral("tenant %2 created by %1"));
        QCOMPARE(wordsForAct(action::ApiKeyRotate, {}, QStringLiteral("anna")), QStringLiteral("API key rotated by anna"));
        QVERIFY(wordsForAct(QStringLiteral("SOMETHING_NEW"), {}, {}).isEmpty());
    }
    void aMomentIsNamedByAPersonElseByItsActElseByItsCommit()
    {
        Moment moment{.commitNo = 17, .at = 1'000'000'000'000};
        const auto words = [&moment] { return wordsForMoment(moment, moment.at + 1'000).section(QStringLiteral(" · "), 1); };
        QCOMPARE(words(), QStringLiteral("commit 17"));
        moment.action = action::LimitSet;
        moment.objectName = QStringLiteral("acme");
        moment.actor = QStringLiteral("anna");
        QCOMPARE(words(), QStringLiteral("limit of tenant acme set by anna"));
        moment.action = QStringLiteral("SOMETHING_NEW");
        QCOMPARE(words(), QStringLiteral("SOMETHING_NEW acme · anna"));
        moment.name = QStringLiteral("before the import");
        QCOMPARE(words(), QStringLiteral("“before the import”"));
    }
    void theTrailTellsTheSameOfWhatWasDone()
    {
        AuditEvent event;
        event.action = action::UserInvite;
        event.objectName = QStringLiteral("b@acme.example");
        event.actorName = QStringLiteral("anna");
        const OpenAuditModel model;
        QCOMPARE(model.cell(event, AuditModel::Action, FullTextRole).toString(), QStringLiteral("person b@acme.example invited by anna"));
        event.result = AuditResult::Refused; // it was not done
        QVERIFY(!model.cell(event, AuditModel::Action, FullTextRole).isValid());
    }
};

QTEST_GUILESS_MAIN(TestActWords)
#include "tst_actwords.moc"
