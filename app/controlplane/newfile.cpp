// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/newfile.h"

#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace plancia::controlplane {

namespace {
/// So that the name of a new file is on the disk too. A file system that cannot do that for folders has done what it can.
bool syncFolderOf(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno == EACCES; // one may write into a folder that one may not read
    const bool isSynced = ::fsync(folder) == 0 || errno == EINVAL;
    ::close(folder);
    return isSynced;
}
} // namespace

Result<std::unique_ptr<NewFile>> NewFile::create(const QString &path)
{
    std::unique_ptr<NewFile> made(new NewFile(path));
    if (!made->m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        made->m_isFinished = true; // another's file of that name is left alone
        if (QFileInfo::exists(path))
            return fail(ErrorCode::IoExists, {{QStringLiteral("path"), path}});
        return fail(made->failed());
    }
    if (!made->m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(made->failed());
    return made;
}

NewFile::~NewFile()
{
    if (!m_isFinished)
        m_file.remove();
}

Result<bool> NewFile::write(const QByteArray &bytes)
{
    m_hash.addData(bytes);
    if (m_file.write(bytes) != bytes.size())
        return fail(failed());
    return true;
}

Result<QString> NewFile::finish()
{
    if (!m_file.flush() || ::fsync(m_file.handle()) != 0 || !syncFolderOf(m_file.fileName()))
        return fail(failed());
    m_file.close();
    m_isFinished = true;
    return QString::fromLatin1(m_hash.result().toHex());
}

Error NewFile::failed() const
{
    const ErrorCode code = m_file.error() == QFileDevice::ResourceError && errno == ENOSPC ? ErrorCode::IoDiskFull : ErrorCode::IoWrite;
    return Error(code, {{QStringLiteral("path"), m_file.fileName()}, {QStringLiteral("message"), m_file.errorString()}});
}

} // namespace plancia::controlplane
