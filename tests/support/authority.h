// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace plancia::tests {

/// A certificate authority of its own, made by openssl in a folder that goes with it.
class Authority {
public:
    Authority()
    {
        write(QStringLiteral("ca.cnf"), "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\ncertificate=ca.crt\nprivate_key=ca.key\nserial=serial\n"
                                        "default_md=sha256\npolicy=p\ncopy_extensions=copy\nunique_subject=no\n[p]\ncommonName=supplied\n");
        write(QStringLiteral("index.txt"), {});
        write(QStringLiteral("serial"), "1000\n");
        m_isReady = openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", "-days", "3650",
                             "-subj", "/CN=authority"});
    }
    bool isReady() const { return m_isReady; }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString caFile() const { return path(QStringLiteral("ca.crt")); }
    /// NAME.crt and NAME.key, for these names ("DNS:localhost,IP:127.0.0.1"), between two days from now.
    bool issue(const QString &name, const QString &names, int fromDays = -1, int toDays = 30)
    {
        const auto day = [](int days) { return QDateTime::currentDateTimeUtc().addDays(days).toString(QStringLiteral("yyyyMMddHHmmss'Z'")); };
        return openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj",
                        "/CN=agent", "-addext", "subjectAltName=" + names})
            && openssl({"ca", "-batch", "-config", "ca.cnf", "-in", name + ".csr", "-out", name + ".crt", "-notext", "-startdate", day(fromDays), "-enddate", day(toDays)})
            && QFile::setPermissions(path(name + ".key"), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    bool selfSigned(const QString &name, const QString &names)
    {
        return openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", name + ".key", "-out", name + ".crt", "-days", "30",
                        "-subj", "/CN=agent", "-addext", "subjectAltName=" + names})
            && QFile::setPermissions(path(name + ".key"), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    /// Readable by this user only.
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return file.fileName();
    }

private:
    bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        const bool done = process.waitForFinished() && process.exitCode() == 0;
        if (!done)
            qWarning("%s", process.readAllStandardError().constData());
        return done;
    }
    QTemporaryDir m_folder;
    bool m_isReady = false;
};

} // namespace plancia::tests
