// SPDX-License-Identifier: GPL-3.0-or-later
// Encrypted backups of a real store: what opens them, and what tells damage from a wrong key.
#include "app/backup/encryption/encryptedfile.h"
#include "app/backup/files.h"
#include "app/backup/newbackup.h"
#include "app/backup/packing.h"
#include "app/backup/pagehashes.h"
#include "app/backup/plainstore.h"
#include "app/backup/prover.h"
#include "app/backup/secondplace.h"
#include "app/backup/trash.h"
#include "app/backup/verifier.h"
#include "tests/app/backup/storefixture.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>

using namespace plancia;
using namespace plancia::backup;
using namespace plancia::tests;

namespace {

const QByteArray kSecret = QByteArrayLiteral("a sentence that stands in no encrypted file");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}
/// A file that has no size.
QByteArray contentOfProc(const char *path)
{
    QFile file{QString::fromLatin1(path)};
    QByteArray all;
    if (file.open(QIODevice::ReadOnly))
        for (QByteArray some = file.read(1 << 16); !some.isEmpty(); some = file.read(1 << 16))
            all += some;
    return all;
}
bool put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}
QString encryptedOf(const BackupInfo &info) { return encryptedFile(placeOf(info.path), info.manifest); }

/// The files below a folder in which the bytes stand.
QStringList filesWith(const QString &folder, const QByteArray &bytes)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (const QString file = files.next(); contentOf(file).contains(bytes))
            found += file;
    return found;
}

/// A store with a row that is looked for afterwards, and its key.
struct Encrypted : StoreFixture {
    explicit Encrypted(int rows = 300) : StoreFixture(rows)
    {
        auto written = store->write<bool>(CallContext(), {}, [](sql::Connection &c) -> Result<bool> {
            auto commit = sql::nextCommit(c, 1);
            if (!commit)
                return fail(commit.error());
            QByteArray chance(700'000, Qt::Uninitialized); // what cannot be packed, for several chunks
            QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(chance.data()), chance.size() / 4);
            auto inserted = c.execute("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, reason, details) VALUES ($1, 1, $2, $3, $4, 'TEST', $5, $6)",
                                      {QUuid(), newUuid(), commit->auditSeq, commit->commitNo, QString::fromLatin1(kSecret),
                                       sql::Json{QStringLiteral("{\"r\":\"%1\"}").arg(QString::fromLatin1(chance.toBase64()))}});
            return inserted ? Result<bool>(true) : Result<bool>(inserted.error());
        });
        written.waitForFinished();
        if (!written.result())
            qFatal("no secret: %s", qPrintable(written.result().error().fact(u"message")));
    }
    Result<BackupInfo> make(const CancelToken &cancel = {}, const ProgressSink &progress = {})
    {
        std::optional<Result<BackupInfo>> result;
        auto ran = store->withSourceHandle([&](sqlite3 *source) -> Result<bool> {
            result = engine.create(source, {backups(), QStringLiteral("manual"), {}}, cancel, progress, &key);
            return true;
        });
        return ran ? std::move(*result) : Result<BackupInfo>(ran.error());
    }
    Unpacking with(const BackupKeys *some) const { return {filePath("scratch"), some}; }
    /// The code of opening it, or nothing.
    std::optional<ErrorCode> open(const BackupInfo &info, const BackupKeys *some) const
    {
        const auto plain = PlainStore::open(info.path, with(some), {}, {});
        return plain ? std::nullopt : std::optional(plain.error().code());
    }

    const SystemClock clock;
    const BackupKey key = BackupKey::random();
    const OneKey keys{key};
    const OneKey others{BackupKey::random()};
    const BackupEngine engine{clock, with(&keys)};
};

#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &result_ = (expression);                                                                            \
        QVERIFY2(result_, result_ ? "" : qPrintable(result_.error().fact(u"message")));                                \
    } while (false)

} // namespace

class EncryptionTest : public QObject {
    Q_OBJECT
private slots:
    void isMadeVerifiedProvedAndOpened()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        QCOMPARE(allFiles(info->path), (QStringList{"manifest.json", "store.db.zst.enc"}));
        QCOMPARE(QFileInfo(encryptedOf(*info)).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(info->manifest.version, 3);
        QCOMPARE(info->manifest.keyId, f.key.id());
        QCOMPARE(info->manifest.encryptedBytes, QFileInfo(encryptedOf(*info)).size());
        const auto read = readBackup(placeOf(info->path));
        VERIFY_OK(read);
        QCOMPARE(read->manifest, info->manifest);
        QVERIFY(read->state == BackupInfo::State::Verified);
        QCOMPARE(read->storedBytes, info->manifest.encryptedBytes);
        for (const QString &asked : {info->path, encryptedOf(*info), fileOf(*info, "manifest.json")}) {
            const auto verified = f.engine.verify(asked, {}, {});
            VERIFY_OK(verified);
            QVERIFY(!verified->unopened);
            QCOMPARE(verified->path, info->path);
        }
        VERIFY_OK(proveBackup(info->path, f.with(&f.keys), {}, {}));
        {
            const auto plain = PlainStore::open(info->path, f.with(&f.keys), {}, {});
            VERIFY_OK(plain);
            QVERIFY(plain->isUnpacked());
            QVERIFY(contentOf(plain->path()).contains(kSecret));
            store::LocalStore::Options options;
            options.path = plain->path();
            options.mode = store::LocalStore::Mode::ReadOnlyImmutable;
            VERIFY_OK(store::LocalStore::open(options));
        }
        QCOMPARE(allFiles(f.filePath("scratch")), QStringList()); // the plain copy goes with who reads it
    }
    void holdsNoPlainByte()
    {
        Encrypted f;
        const auto open = f.backUp(f.backups());
        VERIFY_OK(open);
        QCOMPARE(filesWith(f.backups(), kSecret).size(), 1); // the search finds what is there
        VERIFY_OK(removeFolder(open->path));
        // At no moment of its making either: the target may be a disk that is carried away.
        QStringList seen;
        int plainElsewhere = 0;
        const auto info = f.make({}, [&](const Progress &) {
            seen += filesWith(f.backups(), kSecret);
            plainElsewhere += static_cast<int>(filesWith(f.filePath("scratch"), kSecret).size());
        });
        VERIFY_OK(info);
        QCOMPARE(seen, QStringList());
        QVERIFY(plainElsewhere > 0); // it was looked at while there was something to be found
        QCOMPARE(allFiles(f.filePath("scratch")), QStringList());
        QCOMPARE(filesWith(f.backups(), kSecret), QStringList());
        QCOMPARE(filesWith(f.backups(), f.key.bytes()), QStringList());
        // A page whose contents somebody guesses is not told by a hash of it.
        const QByteArray page = contentOf(f.filePath("control.db")).first(info->manifest.pageSize);
        QCOMPARE(filesWith(f.backups(), QCryptographicHash::hash(page, QCryptographicHash::Sha256)), QStringList());
    }
    void tellsKeysAndDamageApart()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        QCOMPARE(f.open(*info, nullptr), ErrorCode::BackupKeyMissing);
        QCOMPARE(f.open(*info, &f.others), ErrorCode::BackupWrongKey);
        QCOMPARE(proveBackup(info->path, f.with(&f.others), {}, {}).error().code(), ErrorCode::BackupWrongKey);
        const auto unopened = BackupEngine(f.clock).verify(info->path, {}, {});
        VERIFY_OK(unopened);
        QCOMPARE(unopened->unopened, ErrorCode::BackupKeyMissing); // said, not passed over
        const auto wrong = BackupEngine(f.clock, f.with(&f.others)).verify(info->path, {}, {});
        VERIFY_OK(wrong);
        QCOMPARE(wrong->unopened, ErrorCode::BackupWrongKey);
    }
    /// A bit in every byte of the header, in the first, middle and last byte of each chunk and in the end: always damage, whichever
    /// key is at hand, by reading alone and by opening.
    void findsEveryFlippedBit()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        const QString file = encryptedOf(*info);
        const QByteArray whole = contentOf(file);
        constexpr qsizetype kHeader = EncryptedReader::kHeaderBytes, kSealed = (256 << 10) + 17;
        QVERIFY2(whole.size() > kHeader + 2 * kSealed, "too small to mean anything");
        QSet<qsizetype> offsets;
        for (qsizetype at = 0; at < kHeader; ++at)
            offsets << at;
        for (qsizetype at = kHeader; at < whole.size(); at += kSealed) {
            const qsizetype end = std::min(at + kSealed, whole.size());
            offsets << at << at + 1 << (at + end) / 2 << end - 17 << end - 1;
        }
        for (const qsizetype at : std::as_const(offsets)) {
            QByteArray flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
            QVERIFY(put(file, flipped));
            const QByteArray where = QByteArray::number(at);
            for (const BackupKeys *some : {static_cast<const BackupKeys *>(nullptr), static_cast<const BackupKeys *>(&f.keys), static_cast<const BackupKeys *>(&f.others)}) {
                const auto verified = BackupEngine(f.clock, f.with(some)).verify(info->path, {}, {});
                QVERIFY2(!verified && verified.error().code() == ErrorCode::BackupDamaged, where.constData());
            }
            QVERIFY2(f.open(*info, &f.keys) == ErrorCode::BackupDamaged, where.constData());
            if (at < kHeader) // told before a key is asked for
                QVERIFY2(f.open(*info, &f.others) == ErrorCode::BackupDamaged && f.open(*info, nullptr) == ErrorCode::BackupDamaged, where.constData());
        }
        QVERIFY(put(file, whole));
        QVERIFY(!f.open(*info, &f.keys));
        qInfo("TRIED %d flips in an encrypted backup, every one found", static_cast<int>(offsets.size()));
    }
    /// Chunks in the file format itself, without Zstandard around them: cut at every edge, doubled, left out, exchanged, appended.
    void findsWhatIsMissingOrOutOfPlace()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("file.enc");
        const BackupKey key = BackupKey::random();
        const OneKey keys(key);
        QByteArray plain;
        for (int i = 0; plain.size() < (256 << 10) * 3 + 1000; ++i)
            plain += QByteArray::number(i) + ',';
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            auto writer = EncryptedWriter::begin(file.handle(), path, key);
            VERIFY_OK(writer);
            for (qsizetype at = 0; at < plain.size(); at += 70'001)
                VERIFY_OK((*writer)->add(QByteArrayView(plain).sliced(at, std::min<qsizetype>(70'001, plain.size() - at))));
            VERIFY_OK((*writer)->finish());
        }
        const auto readAll = [&]() -> Result<QByteArray> {
            auto reader = EncryptedReader::open(path, &keys);
            if (!reader)
                return fail(reader.error());
            QByteArray all;
            for (;;) {
                auto chunk = (*reader)->next();
                if (!chunk || chunk->isEmpty())
                    return chunk ? Result<QByteArray>(all) : chunk;
                all += *chunk;
            }
        };
        QCOMPARE(readAll().value(), plain);
        const QByteArray whole = contentOf(path);
        constexpr qsizetype kHeader = EncryptedReader::kHeaderBytes, kSealed = (256 << 10) + 17;
        const QByteArray header = whole.first(kHeader);
        QList<QByteArray> chunks;
        for (qsizetype at = kHeader; at < whole.size(); at += kSealed)
            chunks += whole.mid(at, kSealed);
        QCOMPARE(chunks.size(), 4);
        QList<QByteArray> broken{header, header + chunks[0], header + chunks[0] + chunks[1], header + chunks[0] + chunks[1] + chunks[2],
                                 whole.chopped(1), whole.chopped(17), whole + 'x', whole + chunks[3], header + chunks[1] + chunks[0] + chunks[2] + chunks[3],
                                 header + chunks[0] + chunks[2] + chunks[3], header + chunks[0] + chunks[0] + chunks[1] + chunks[2] + chunks[3],
                                 header + chunks[3], QByteArray(), header.first(30)};
        for (qsizetype i = 0; i < broken.size(); ++i) {
            QVERIFY(put(path, broken[i]));
            const auto read = readAll();
            QVERIFY2(!read && read.error().code() == ErrorCode::BackupDamaged, QByteArray::number(i).constData());
        }
    }
    void anEmptyFileRoundTrips()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("file.enc");
        const BackupKey key = BackupKey::random();
        const OneKey keys(key);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        auto writer = EncryptedWriter::begin(file.handle(), path, key);
        VERIFY_OK(writer);
        VERIFY_OK((*writer)->finish());
        auto reader = EncryptedReader::open(path, &keys);
        VERIFY_OK(reader);
        QCOMPARE((*reader)->next().value(), QByteArray());
    }
    void theSecondPlaceNeedsNoKey()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        QTemporaryDir place;
        const SecondPlace second(place.path(), f.backups(), f.clock);
        VERIFY_OK(second.adopt());
        const auto copy = second.copy(*info, {}, {});
        VERIFY_OK(copy);
        QCOMPARE(allFiles(copy->path), (QStringList{"manifest.json", "state.json", "store.db.zst.enc"}));
        QCOMPARE(filesWith(place.path(), kSecret), QStringList());
        QVERIFY(!f.open(*copy, &f.keys));
        QCOMPARE(f.open(*copy, &f.others), ErrorCode::BackupWrongKey);
        // What the place lost is found there, without a key.
        QVERIFY(QFile::resize(encryptedOf(*copy), copy->manifest.encryptedBytes - 1));
        QVERIFY(readBackup(placeOf(copy->path))->state == BackupInfo::State::Damaged);
        QCOMPARE(BackupEngine(f.clock).verify(copy->path, {}, {}).error().code(), ErrorCode::BackupDamaged);
    }
    void aCancelLeavesNothing()
    {
        Encrypted f;
        qint64 total = 0;
        VERIFY_OK(f.make({}, [&](const Progress &p) { total = p.total; }));
        VERIFY_OK(removeFolder(listBackups(f.backups())->constFirst().path));
        // While it is copied, while it is encrypted and while that is read back.
        for (const qint64 at : {total / 8, total * 5 / 8, total * 7 / 8}) {
            const CancelToken cancel;
            qint64 reached = 0;
            bool hasBegun = false;
            const auto made = f.make(cancel, [&](const Progress &p) {
                if (p.done < at)
                    return;
                if (!reached)
                    hasBegun = !allFiles(f.filePath("scratch")).isEmpty();
                reached = std::max(reached, p.done);
                cancel.cancel();
            });
            QVERIFY(!made);
            QCOMPARE(made.error().code(), ErrorCode::InternalCancelled);
            QVERIFY(reached >= at && reached < total && hasBegun);
            QCOMPARE(allFiles(f.backups()), QStringList());
            QCOMPARE(allFiles(f.filePath("scratch")), QStringList());
        }
    }
    void goesToTheTrashAndFromItForGood()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        QCOMPARE(filesWith(f.backups(), "PLNCENC1").size(), 1);
        auto gone = putInTrash(placeOf(info->path), *info, f.clock.nowMs());
        VERIFY_OK(gone);
        VERIFY_OK(removeFromTrash(*gone));
        QCOMPARE(filesWith(f.backups(), "PLNCENC1"), QStringList());
    }
    /// Whole byte for byte, and yet not what its manifest says, or not whole as a store.
    void verifiesWhatIsInIt()
    {
        Encrypted f;
        const auto open = f.backUp(f.backups());
        VERIFY_OK(open);
        const QByteArray store = contentOf(storeOf(*open));
        const auto verified = [&](const QByteArray &content, const std::function<void(BackupManifest &)> &change) -> Result<BackupInfo> {
            auto made = NewBackup::begin(f.filePath("others"), f.filePath("scratch"), &f.key);
            BackupManifest manifest = open->manifest;
            change(manifest);
            if (!made || !put(made->folder() + "/store.db", content))
                return fail(ErrorCode::InternalBug);
            const auto path = made->finish(manifest, f.clock, {}, {});
            return path ? f.engine.verify(*path, {}, {}) : Result<BackupInfo>(path.error());
        };
        VERIFY_OK(verified(store, [](BackupManifest &) {}));
        QCOMPARE(verified(store, [](BackupManifest &m) { ++m.commitNo; }).error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(verified(store, [](BackupManifest &m) { ++m.rows.first(); }).error().code(), ErrorCode::BackupDamaged);
        const int page = open->manifest.pageSize;
        QByteArray torn = store;
        for (qsizetype at = page * 2; at < torn.size(); at += page)
            torn.replace(at, page, QByteArray(page, '\x7f'));
        const auto broken = verified(torn, [&](BackupManifest &m) {
            PageHasher hasher(page);
            if (hasher.add(torn.constData(), torn.size()))
                m.sha256 = hasher.root().value();
        });
        QVERIFY(!broken);
        QCOMPARE(broken.error().code(), ErrorCode::BackupNotProved);
        QCOMPARE(allFiles(f.filePath("scratch")), QStringList());
    }
    void isProvedInOneCopy()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        qsizetype most = 0;
        VERIFY_OK(proveBackup(info->path, f.with(&f.keys), {}, [&](const Progress &) { most = std::max(most, allFiles(f.filePath("scratch")).size()); }));
        QCOMPARE(most, 1);
        QCOMPARE(allFiles(f.filePath("scratch")), QStringList());
    }
    /// What does not fit is said before the disk is full.
    void asksForRoomBeforeItUnpacks()
    {
        Encrypted f;
        const auto open = f.backUp(f.backups());
        VERIFY_OK(open);
        VERIFY_OK(packStore(placeOf(open->path), open->manifest, {}));
        BackupManifest huge = open->manifest;
        huge.bytes = qint64(huge.pageSize) << 40;
        QVERIFY(put(fileOf(*open, "manifest.json"), toJson(huge)));
        QCOMPARE(f.open(*open, nullptr), ErrorCode::IoDiskFull);
    }
    /// That a disk does not answer says nothing about the backup on it.
    void aReadErrorIsNoDamage()
    {
        const QString unreadable = QStringLiteral("/proc/self/mem"); // a regular file whose first byte gives EIO
        auto unpacker = Unpacker::open(unreadable, 1000);
        VERIFY_OK(unpacker);
        QByteArray buffer(100, Qt::Uninitialized);
        QCOMPARE((*unpacker)->read(buffer).error().code(), ErrorCode::IoRead);
        Encrypted f;
        const auto open = f.backUp(f.backups());
        VERIFY_OK(open);
        BackupPlace place = placeOf(open->path);
        QVERIFY(QFile::remove(place.store));
        place.packed = unreadable;
        QCOMPARE(verifyWhole(place, open->manifest, {}, {}).error().code(), ErrorCode::IoRead);
        QCOMPARE(unpackWhole(place, open->manifest, nullptr, {}, {}, {}).error().code(), ErrorCode::IoRead);
        QVERIFY(put(placeOf(open->path).packed, "no frame of Zstandard"));
        QCOMPARE(verifyWhole(placeOf(open->path), open->manifest, {}, {}).error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(unpackWhole(placeOf(open->path), open->manifest, nullptr, {}, {}, {}).error().code(), ErrorCode::BackupDamaged);
    }
    /// Who can write to the place of the backups, and has not the key, cannot pass one backup off as another.
    void aManifestThatWasChangedIsFound()
    {
        Encrypted f;
        const auto info = f.make();
        VERIFY_OK(info);
        const QByteArray original = contentOf(fileOf(*info, "manifest.json"));
        const QList<std::function<void(BackupManifest &)>> changes{
            [](BackupManifest &m) { m.startedAt += 86'400'000; m.clock.wallMs = m.startedAt; }, [](BackupManifest &m) { m.note = "another"; },
            [](BackupManifest &m) { m.kind = "before:restore"; }, [](BackupManifest &m) { ++m.commitNo; },
            [](BackupManifest &m) { m.storeId = newUuid().toString(QUuid::WithoutBraces); }, [](BackupManifest &m) { ++m.rows.first(); },
            [](BackupManifest &m) { m.mac = QString(64, u'0'); }, [](BackupManifest &m) { m.mac = BackupKey::random().mac(textForMac(m)); }};
        for (qsizetype i = 0; i < changes.size(); ++i) {
            BackupManifest manifest = info->manifest;
            changes[i](manifest);
            QVERIFY(put(fileOf(*info, "manifest.json"), toJson(manifest))); // its own hash is right
            const QByteArray which = QByteArray::number(i);
            const auto verified = f.engine.verify(info->path, {}, {});
            QVERIFY2(!verified && verified.error().code() == ErrorCode::BackupDamaged && verified.error().fact(u"file") == u"manifest.json", which.constData());
            QVERIFY2(f.open(*info, &f.keys) == ErrorCode::BackupDamaged, which.constData());
            QVERIFY2(proveBackup(info->path, f.with(&f.keys), {}, {}).error().code() == ErrorCode::BackupDamaged, which.constData());
        }
        // Left out: no manifest of ours.
        BackupManifest bare = info->manifest;
        bare.mac.clear();
        QVERIFY(put(fileOf(*info, "manifest.json"), toJson(bare)));
        QCOMPARE(f.engine.verify(info->path, {}, {}).error().code(), ErrorCode::BackupManifest);
        QVERIFY(put(fileOf(*info, "manifest.json"), original));
        VERIFY_OK(f.engine.verify(info->path, {}, {}));
    }
    /// The contents of an older backup, which are whole, under the name and date of a newer one.
    void anOlderOneInTheNewersPlaceIsFound()
    {
        Encrypted f;
        const auto older = f.make();
        VERIFY_OK(older);
        const auto newer = f.make();
        VERIFY_OK(newer);
        BackupManifest mixed = newer->manifest;
        mixed.sha256 = older->manifest.sha256;
        mixed.bytes = older->manifest.bytes;
        mixed.encryptedSha256 = older->manifest.encryptedSha256;
        mixed.encryptedBytes = older->manifest.encryptedBytes;
        QVERIFY(put(encryptedOf(*newer), contentOf(encryptedOf(*older))));
        QVERIFY(put(fileOf(*newer, "manifest.json"), toJson(mixed)));
        QCOMPARE(f.engine.verify(newer->path, {}, {}).error().code(), ErrorCode::BackupDamaged);
    }
    /// The kernel leaves its memory out of a core file (“dd” in the mapping's flags).
    void aKeyStandsInNoCoreFile()
    {
        const BackupKey key = BackupKey::random();
        const auto address = reinterpret_cast<quintptr>(key.data());
        bool isHere = false, isFound = false;
        for (const QByteArray &line : contentOfProc("/proc/self/smaps").split('\n')) {
            const QByteArray range = line.left(line.indexOf(' '));
            const qsizetype dash = range.indexOf('-');
            bool isNumber = false;
            const quintptr from = range.left(dash).toULongLong(&isNumber, 16);
            if (dash > 0 && isNumber)
                isHere = from <= address && address < range.mid(dash + 1).toULongLong(nullptr, 16);
            else if (isHere && line.startsWith("VmFlags:")) {
                isFound = true;
                QVERIFY2(line.contains(" dd"), line.constData());
            }
        }
        QVERIFY(isFound);
    }
    void theIdOfAKeyTellsNothingOfIt()
    {
        const BackupKey key = BackupKey::random();
        QCOMPARE(BackupKey(key.bytes()).id(), key.id());
        QCOMPARE(key.id().size(), 16);
        QVERIFY(!key.bytes().toHex().contains(key.id().toLatin1()));
        QVERIFY(BackupKey::random().id() != key.id());
    }
};

QTEST_GUILESS_MAIN(EncryptionTest)
#include "tst_encryption.moc"
