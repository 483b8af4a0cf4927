// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/errors/catalogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace plancia;

namespace {
const QSet<QString> kActions{"retry", "open_connections", "test_connection", "install_schema", "open_backups", "open_maintenance", "open_move",
                             "open_support", "open_settings", "open_read_only", "choose_other_file", "use_local_store",
                             "reload_latest", "create_bundle", "begin_anew", "enter_backup_phrase", "open_tables"};

QStringList textsOf(const ErrorRow &row)
{
    QStringList texts{row.title, row.sentence, row.cause, row.data};
    for (const ErrorStep &step : row.steps)
        if (step.text)
            texts += QString::fromUtf8(step.text);
    return texts;
}

QString shown(const ErrorText &text)
{
    QString all = text.title + u'\n' + text.sentence + u'\n' + text.cause + u'\n' + text.data;
    for (const ErrorStepText &step : text.steps)
        all += u'\n' + step.text;
    return all;
}

/// Answers every source text with its a shout, to see that the catalogue asks for it.
class Shout : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        return qstrcmp(context, "errors") == 0 ? QStringLiteral("IT ") + QString::fromUtf8(source) : QString();
    }
};
} // namespace

class tst_Catalogue : public QObject {
    Q_OBJECT
    static void eachRow()
    {
        QTest::addColumn<int>("code");
        for (int i = 0; i < static_cast<int>(ErrorCode::Count_); ++i)
            QTest::newRow(errorRow(static_cast<ErrorCode>(i)).id) << i;
    }
private slots:
    void everyCodeHasItsRow()
    {
        QCOMPARE(errorCatalogue().size(), static_cast<size_t>(ErrorCode::Count_));
        QSet<QString> ids;
        QHash<QString, int> last;
        static const QRegularExpression shape("\\A[A-Z]+(_[A-Z]+)*_[0-9]{3}\\z");
        for (const ErrorRow &row : errorCatalogue()) {
            const QString id = row.id;
            QVERIFY2(shape.match(id).hasMatch(), row.id);
            QVERIFY2(!ids.contains(id), row.id);
            ids.insert(id);
            const int number = id.right(3).toInt();
            QCOMPARE(number, ++last[errorCategory(row.code)]);
            QCOMPARE(errorRowById(id.toLower())->code, row.code);
        }
        QVERIFY(!errorRowById(u"DB_999"));
    }
    void isComplete_data() { eachRow(); }
    void isComplete()
    {
        QFETCH(int, code);
        const ErrorRow &row = errorRow(static_cast<ErrorCode>(code));
        QVERIFY(row.title && row.sentence && row.cause && row.data);
        int steps = 0;
        for (const ErrorStep &step : row.steps) {
            steps += step.text ? 1 : 0;
            QVERIFY(!step.action || kActions.contains(QString(step.action).section(':', 0, 0)));
        }
        QVERIFY(steps == 2 || steps == 3);
        QVERIFY2(qstrlen(row.title) <= 40, row.title);
        QVERIFY2(!QString(row.title).endsWith('.'), row.title);
        static const QRegularExpression forbidden("!|\\b(illegal|oops|please|sorry|fatal|bad)\\b|  ",
                                                  QRegularExpression::CaseInsensitiveOption);
        const QStringList texts = textsOf(row);
        for (qsizetype i = 0; i < texts.size(); ++i) {
            QVERIFY2(!texts[i].contains(forbidden), qPrintable(texts[i]));
            if (i > 0)
                QVERIFY2(texts[i].endsWith('.') || texts[i].endsWith("--help") || texts[i].endsWith("error list"),
                         qPrintable(texts[i]));
        }
    }
    void namesOnlyDocumentedFactsInBrackets_data() { eachRow(); }
    void namesOnlyDocumentedFactsInBrackets()
    {
        QFETCH(int, code);
        QSet<QString> known;
        for (const FactKey &fact : factKeys())
            known.insert(fact.key);
        static const QRegularExpression optional("\\[[^\\[\\]]*\\]");
        static const QRegularExpression fact("\\{([^}]*)\\}");
        for (QString text : textsOf(errorRow(static_cast<ErrorCode>(code)))) {
            for (auto it = fact.globalMatch(text); it.hasNext();) {
                const QString name = it.next().captured(1);
                QVERIFY2(known.contains(name), qPrintable(name));
            }
            text.remove(optional);
            static const QRegularExpression left("[][{}]");
            QVERIFY2(!text.contains(left), qPrintable(text));
        }
    }
    void everyDocumentedFactIsUsed()
    {
        QString all;
        for (const ErrorRow &row : errorCatalogue())
            all += textsOf(row).join(u' ');
        for (const FactKey &fact : factKeys())
            QVERIFY2(all.contains(u'{' + QString(fact.key) + u'}'), fact.key);
    }
    void readsWellWithAndWithoutFacts_data() { eachRow(); }
    void readsWellWithAndWithoutFacts()
    {
        QFETCH(int, code);
        const auto errorCode = static_cast<ErrorCode>(code);
        QList<Fact> facts;
        for (const FactKey &fact : factKeys())
            facts.append({fact.key, QString(fact.key).toUpper() + QStringLiteral("-VALUE.")});
        static const QRegularExpression broken("[][{}]| [.,:]|\\(\\)|  |\\.\\.|“”");
        for (const Error &error : {Error(errorCode), Error(errorCode, facts)}) {
            const QString text = shown(describe(error));
            QVERIFY2(!text.contains(broken), qPrintable(text));
        }
    }
    void fillsFactsOnce()
    {
        const Error error(ErrorCode::DbUnreachable,
                          {{"host", "{port}"}, {"port", "5432"}, {"message", "  Connection\n refused.  "}});
        QCOMPARE(describe(error).sentence,
                 QString("The database server {port} at port 5432 could not be reached: Connection refused."));
    }
    void cutsLongFactsInSentencesOnly()
    {
        const QString longText(5000, 'x');
        const ErrorText text = describe(Error(ErrorCode::DbStatement, {{"message", longText}}));
        QVERIFY(text.sentence.size() < 400);
        QVERIFY(text.details.contains(longText));
    }
    void tellsTheChainOfCauses()
    {
        const Error cause(ErrorCode::IoWrite, {{"path", "/mnt/x"}});
        const Error error(ErrorCode::BackupFailed, {{"message", "no luck"}}, cause);
        QCOMPARE(describe(error).details, QString("message: no luck\n  caused by IO_004\n  path: /mnt/x"));
    }
    void isTranslated()
    {
        Shout shout;
        QVERIFY(QCoreApplication::installTranslator(&shout));
        const ErrorText text = describe(Error(ErrorCode::TenantNotFound, {{"slug", "acme"}}));
        QCoreApplication::removeTranslator(&shout);
        QCOMPARE(text.sentence, QString::fromUtf8("IT There is no tenant “acme” in this workspace."));
        QCOMPARE(text.title, QString("IT No such tenant"));
        QVERIFY(text.steps.first().text.startsWith("IT "));
    }
    void givesExitAndHttpStatus_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("exit");
        QTest::addColumn<int>("http");
        const auto row = [](ErrorCode c, int exit, int http) {
            QTest::newRow(errorRow(c).id) << static_cast<int>(c) << exit << http;
        };
        row(ErrorCode::AuthPasswordRefused, 77, 401);
        row(ErrorCode::AuthzReadOnly, 77, 403);
        row(ErrorCode::ValSlug, 65, 400);
        row(ErrorCode::ValUsage, 64, 400);
        row(ErrorCode::TenantNotFound, 66, 404);
        row(ErrorCode::ConflictEdited, 75, 409);
        row(ErrorCode::RateTooMany, 75, 429);
        row(ErrorCode::DbUnreachable, 69, 503);
        row(ErrorCode::RepoUnexpectedRow, 76, 502);
        row(ErrorCode::BackupDamaged, 74, 500);
        row(ErrorCode::NetRefused, 69, 502);
        row(ErrorCode::StreamDown, 76, 502);
        row(ErrorCode::BusinessNothingToDo, 65, 422);
        row(ErrorCode::IoDiskFull, 74, 500);
        row(ErrorCode::ConfigInvalid, 78, 500);
        row(ErrorCode::MigNewerSchema, 78, 500);
        row(ErrorCode::InternalBug, 70, 500);
        row(ErrorCode::InternalCancelled, 130, 500);
    }
    void givesExitAndHttpStatus()
    {
        QFETCH(int, code);
        QFETCH(int, exit);
        QFETCH(int, http);
        QCOMPARE(exitStatus(static_cast<ErrorCode>(code)), exit);
        QCOMPARE(httpStatus(static_cast<ErrorCode>(code)), http);
    }
    void isAProblemObject_data() { eachRow(); }
    void isAProblemObject()
    {
        QFETCH(int, code);
        const auto errorCode = static_cast<ErrorCode>(code);
        const QJsonObject o
            = QJsonDocument::fromJson(toProblemJson(Error(errorCode, {{"path", "/p"}}, Error(ErrorCode::IoRead)))).object();
        QCOMPARE(o["code"].toString(), errorId(errorCode));
        QVERIFY(QUrl(o["type"].toString()).isValid());
        QCOMPARE(o["status"].toInt(), httpStatus(errorCode));
        QVERIFY(!o["title"].toString().isEmpty() && !o["detail"].toString().isEmpty());
        QVERIFY(!o["data"].toString().isEmpty() && !o["cause"].toString().isEmpty());
        QVERIFY(o["steps"].toArray().size() >= 2);
        QCOMPARE(o["facts"].toObject()["path"].toString(), QString("/p"));
        QCOMPARE(o["causes"].toArray().first()["code"].toString(), QString("IO_003"));
    }
};

QTEST_GUILESS_MAIN(tst_Catalogue)
#include "tst_catalogue.moc"
