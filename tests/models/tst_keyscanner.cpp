// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/keyscanner.h"

#include <QRandomGenerator>
#include <QTest>

using namespace plancia;
namespace format = plancia::apikeyformat;

/// Keys are found wherever they stand, and nothing else is.
class KeyScannerTest : public QObject {
    Q_OBJECT
    QRandomGenerator m_random{5};

    QByteArray newKey(const QString &product = QStringLiteral("plancia"))
    {
        return format::generate(product, QStringLiteral("live"), [this](std::span<quint8> bytes) {
                   for (quint8 &byte : bytes)
                       byte = static_cast<quint8>(m_random.generate());
               }).key;
    }
    /// Offsets of what is found when the bytes come in pieces of this size.
    static QList<qint64> find(const QByteArray &bytes, qsizetype piece, const QStringList &products = {QStringLiteral("plancia")})
    {
        QList<qint64> offsets;
        KeyScanner scanner(products, [&offsets](const KeyScanner::Hit &hit) { offsets.append(hit.offset); });
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            scanner.feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
        scanner.finish();
        std::sort(offsets.begin(), offsets.end());
        return offsets;
    }

private slots:
    void findsKeysOverEverySeam()
    {
        const QByteArray a = newKey(), b = newKey();
        const QByteArray text = "x" + a + "\nPLANCIA_LIVE plancia_ plancia__ plancia_live_ \0token=\"" + QByteArray(300, 'z') + b + "\"" + a;
        const QList<qint64> expected{1, text.indexOf(b), text.lastIndexOf(a)};
        for (qsizetype piece = 1; piece <= text.size(); ++piece)
            QCOMPARE(find(text, piece), expected);
    }
    void findsKeysBesideOtherLettersAndInBinaries()
    {
        const QByteArray key = newKey();
        for (const QByteArray &around : {QByteArray("0"), QByteArray("_"), QByteArray("\xff\xfe\x00", 3), QByteArray("plancia_"), QByteArray("plancia_live_")})
            QCOMPARE(find(around + key + around, 7), QList<qint64>{around.size()});
        QCOMPARE(find(key + key, 1000), (QList<qint64>{0, key.size()}));
    }
    void findsOnlyWhole()
    {
        const QByteArray key = newKey();
        for (qsizetype size = 0; size < key.size(); ++size)
            QVERIFY(find(key.first(size), 1000).isEmpty());
        for (qsizetype at = 0; at < key.size(); ++at) {
            QByteArray other = key;
            other[at] = other[at] == '7' ? '8' : '7';
            QVERIFY2(find(other, 1000).isEmpty(), other.constData());
        }
        QVERIFY(find({}, 1).isEmpty());
    }
    void countsWhatIsLikeAKey()
    {
        const QByteArray key = newKey();
        QByteArray other = key;
        other.back() = other.back() == '7' ? '8' : '7';
        const QByteArray text = "a=" + other + " b=" + key + " c=" + key.first(key.size() - 1) + " d=" + other;
        for (qsizetype piece = 1; piece <= text.size(); ++piece) {
            KeyScanner scanner({QStringLiteral("plancia")}, [](const KeyScanner::Hit &) {});
            for (qsizetype at = 0; at < text.size(); at += piece)
                scanner.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at)));
            scanner.finish();
            QCOMPARE(scanner.lookalikes(), 2);
        }
    }
    void takesSeveralProducts()
    {
        const QByteArray text = newKey() + ' ' + newKey(QStringLiteral("shop")) + ' ' + newKey(QStringLiteral("other"));
        QCOMPARE(find(text, 11, {QStringLiteral("plancia"), QStringLiteral("shop")}).size(), 2);
        QCOMPARE(find(text, 11, {QStringLiteral("shop"), QStringLiteral("shop")}).size(), 1);
        QVERIFY(find(text, 11, {QString(), QStringLiteral("SHOP"), QStringLiteral("a_b"), QString(17, u'a')}).isEmpty());
    }
    void aStreamMadeToBeSlowIsNot()
    {
        QByteArray text;
        while (text.size() < 4 << 20)
            text += "plancia_live_";
        QVERIFY(find(text, 1 << 20).isEmpty());
    }
};

QTEST_GUILESS_MAIN(KeyScannerTest)
#include "tst_keyscanner.moc"
