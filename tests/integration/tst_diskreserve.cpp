// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/diskreserve.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>

using plancia::wiring::DiskReserve;

class tst_DiskReserve : public QObject {
    Q_OBJECT
private slots:
    void staysWhileThereIsRoom()
    {
        QTemporaryDir dir;
        const DiskReserve reserve(dir.filePath("reserve"));
        reserve.prepare();
        QCOMPARE(QFileInfo(dir.filePath("reserve")).size(), DiskReserve::kBytes);
        reserve.prepare(); // it is there
        QVERIFY(!reserve.releaseIfNeeded());
        QVERIFY(QFile::exists(dir.filePath("reserve")));
    }
    void givesRoomOnAFullDisk()
    {
        QTemporaryDir dir;
        const QByteArray place = QFile::encodeName(dir.path());
        if (::mount("tmpfs", place.constData(), "tmpfs", 0, "size=80m,mode=0700") != 0)
            QSKIP("needs the right to mount");
        const DiskReserve reserve(dir.filePath("reserve"));
        reserve.prepare();
        const bool made = QFileInfo(dir.filePath("reserve")).size() == DiskReserve::kBytes;
        {
            QFile filler(dir.filePath("filler"));
            if (filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                while (filler.write(QByteArray(1 << 20, 'x')) == 1 << 20) {
                }
        }
        const bool released = reserve.releaseIfNeeded();
        const qint64 free = QStorageInfo(dir.path()).bytesAvailable();
        reserve.prepare(); // not while the disk is full
        const bool again = QFile::exists(dir.filePath("reserve"));
        QCOMPARE(::umount(place.constData()), 0);
        QVERIFY(made && released && !again);
        QVERIFY2(free >= DiskReserve::kBytes, qPrintable(QString::number(free)));
    }
    void followsNoLink()
    {
        QTemporaryDir dir;
        QVERIFY(QFile::link(dir.filePath("elsewhere"), dir.filePath("reserve")));
        DiskReserve(dir.filePath("reserve")).prepare();
        QVERIFY(!QFile::exists(dir.filePath("elsewhere")));
    }
};

QTEST_GUILESS_MAIN(tst_DiskReserve)
#include "tst_diskreserve.moc"
