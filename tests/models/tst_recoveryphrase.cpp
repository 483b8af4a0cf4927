// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recoveryphrase.h"

#include <QRegularExpression>
#include <QTest>

using namespace plancia;

namespace {
QByteArray someKey()
{
    QByteArray key;
    for (int i = 0; i < kBackupKeyBytes; ++i)
        key += static_cast<char>(i * 37 + 11);
    return key;
}
} // namespace

class RecoveryPhraseTest : public QObject {
    Q_OBJECT
private slots:
    void isReadBack()
    {
        for (const QByteArray &key : {someKey(), QByteArray(kBackupKeyBytes, '\0'), QByteArray(kBackupKeyBytes, '\xff')}) {
            const QString phrase = phraseOfKey(key);
            static const QRegularExpression shape(QStringLiteral("\\A[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){13}\\z"));
            QVERIFY2(shape.match(phrase).hasMatch(), qPrintable(phrase));
            QCOMPARE(groupsOf(phrase).size(), 14);
            QVERIFY(keyOfPhrase(phrase));
            QCOMPARE(*keyOfPhrase(phrase), key);
        }
    }
    void forgivesHowItIsTyped()
    {
        const QString phrase = phraseOfKey(someKey());
        QVERIFY(phrase.contains('0') || phrase.contains('1'));
        const QString typed = phrase.toLower().replace('0', 'o').replace('1', 'l');
        QCOMPARE(keyOfPhrase(typed).value(), someKey());
        QCOMPARE(keyOfPhrase(QString(phrase).replace('1', 'I').replace('0', 'O')).value(), someKey());
        QCOMPARE(keyOfPhrase(QString(phrase).remove('-')).value(), someKey());
        QCOMPARE(keyOfPhrase("  " + QString(phrase).replace('-', " \n") + "\t").value(), someKey());
        QCOMPARE(keyOfPhrase(QString(phrase).replace('-', QChar(0x2013))).value(), someKey()); // a word processor's dash
        QVERIFY(isSameGroup("7Q01", " 7qoi "));
        QVERIFY(!isSameGroup("7Q01", "7Q02"));
        QVERIFY(!isSameGroup("", ""));
    }
    /// Every character replaced by every other one, every pair of neighbours exchanged, every group left out or doubled.
    void refusesEveryTypo()
    {
        const QString phrase = phraseOfKey(someKey());
        const QString digits = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        int tried = 0;
        const auto refuses = [&](const QString &typed) {
            ++tried;
            const auto key = keyOfPhrase(typed);
            return !key && key.error().code() == ErrorCode::ValPhrase;
        };
        for (int at = 0; at < phrase.size(); ++at) {
            if (phrase[at] == '-')
                continue;
            for (const QChar digit : digits)
                if (digit != phrase[at])
                    QVERIFY2(refuses(QString(phrase).replace(at, 1, digit)), qPrintable(QStringLiteral("%1 at %2").arg(digit).arg(at)));
        }
        const QString plain = QString(phrase).remove('-');
        for (int at = 0; at + 1 < plain.size(); ++at)
            if (plain[at] != plain[at + 1])
                QVERIFY(refuses(plain.left(at) + plain[at + 1] + plain[at] + plain.mid(at + 2)));
        for (int group = 0; group < 14; ++group) {
            QStringList less = groupsOf(phrase), more = less;
            less.removeAt(group);
            more.insert(group, more[group]);
            QVERIFY(refuses(less.join('-')) && refuses(more.join('-')));
        }
        qInfo("%d typos tried, every one refused", tried);
    }
    void neverTellsWhatWasTyped()
    {
        const QString phrase = phraseOfKey(someKey());
        for (const QString &typed : {phrase.chopped(1), phrase + "U", QString(phrase).replace(0, 1, "é"), QString(phrase).replace(2, 2, "ZZ"), QString()}) {
            const auto key = keyOfPhrase(typed);
            QVERIFY(!key);
            for (const Fact &fact : key.error().facts())
                for (const QString &group : groupsOf(phrase))
                    QVERIFY2(!fact.value.contains(group), qPrintable(fact.value));
        }
        QCOMPARE(keyOfPhrase(phrase + "U").error().fact(u"detail"), QString("group 15 has a character that no phrase has"));
        QCOMPARE(keyOfPhrase(phrase.chopped(1)).error().fact(u"detail"), QString("it has 55 characters instead of 56"));
    }
};

QTEST_GUILESS_MAIN(RecoveryPhraseTest)
#include "tst_recoveryphrase.moc"
