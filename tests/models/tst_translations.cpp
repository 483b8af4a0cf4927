// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {
struct Message {
    QString context, source, type;
    bool plural = false;
    QStringList translations;
};

QList<Message> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.append({context, {}, {}, xml.attributes().value(QLatin1String("numerus")) == u"yes", {}});
        } else if (xml.name() == u"source") {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            messages.last().type = xml.attributes().value(QLatin1String("type")).toString();
            if (!messages.last().plural)
                messages.last().translations.append(xml.readElementText());
        } else if (xml.name() == u"numerusform") {
            messages.last().translations.append(xml.readElementText());
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

/// %1, %n, {fact} and the brackets of what is left out when a fact is unknown, sorted.
QStringList placeholders(const QString &text, const QString &context)
{
    static const QRegularExpression usual(QStringLiteral("%[0-9Ln]+|\\{[a-z_]+\\}"));
    static const QRegularExpression errors(QStringLiteral("%[0-9Ln]+|\\{[a-z_]+\\}|[\\[\\]]"));
    QStringList found;
    for (auto match = (context == u"errors" ? errors : usual).globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

QString place(const Message &message) { return message.context + QStringLiteral(": ") + message.source; }
} // namespace

/// Every text has its Italian, and keeps what is filled in.
class TestTranslations : public QObject {
    Q_OBJECT

    static QString source(const QString &path) { return qEnvironmentVariable("PLANCIA_SOURCE") + u'/' + path; }

private slots:
    void areFinished_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("least");
        QTest::newRow("Italian") << QStringLiteral("plancia_it.ts") << 900;
        QTest::newRow("English plurals") << QStringLiteral("plancia_en.ts") << 5;
    }
    void areFinished()
    {
        QFETCH(QString, file);
        QFETCH(int, least);
        const QList<Message> messages = read(source(QStringLiteral("translations/") + file));
        QVERIFY2(messages.size() >= least, qPrintable(QString::number(messages.size())));
        for (const Message &message : messages) {
            QVERIFY2(message.type.isEmpty(), qPrintable(message.type + u' ' + place(message)));
            QCOMPARE(message.translations.size(), message.plural ? 2 : 1);
            for (const QString &text : message.translations) {
                QVERIFY2(!text.trimmed().isEmpty(), qPrintable(place(message)));
                QVERIFY2(placeholders(text, message.context) == placeholders(message.source, message.context),
                         qPrintable(place(message) + QStringLiteral(" → ") + text));
                QVERIFY2(text.endsWith(u'…') == message.source.endsWith(u'…'), qPrintable(place(message)));
                QVERIFY2(text.endsWith(u'.') == message.source.endsWith(u'.'), qPrintable(place(message)));
            }
        }
    }

    /// What lupdate finds in the sources now is there. When this fails: ninja update_translations, then translate.
    void knowEveryText()
    {
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("plancia_it.ts"));
        QVERIFY(QFile::copy(source(QStringLiteral("translations/plancia_it.ts")), copy));
        QProcess lupdate;
        lupdate.setProcessChannelMode(QProcess::MergedChannels);
        lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"),
                      {source(QStringLiteral("models")), source(QStringLiteral("app")), source(QStringLiteral("ui")),
                       QStringLiteral("-extensions"), QStringLiteral("cpp,h"), QStringLiteral("-locations"),
                       QStringLiteral("none"), QStringLiteral("-no-obsolete"), QStringLiteral("-I"), source({}),
                       QStringLiteral("-ts"), copy});
        const bool ended = lupdate.waitForFinished(60'000);
        if (!ended) {
            lupdate.kill();
            lupdate.waitForFinished();
        }
        QVERIFY2(ended, "lupdate does not end: an expression as last argument of translate(…, n)?");
        QVERIFY2(lupdate.exitCode() == 0, lupdate.readAll().constData());
        QStringList missing;
        for (const Message &message : read(copy))
            if (!message.type.isEmpty())
                missing.append(place(message));
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
