// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/logwatch.h"

namespace plancia::store {

void LogWatch::opened() { m_known = {fileIdentity(m_log), fileIdentity(m_index)}; }

LogWatch::State LogWatch::state() const
{
    if (m_known.log == FileIdentity{} || fileIdentity(m_log) == m_known.log)
        return State::Same;
    // Who opens the store meanwhile makes an empty log, and cannot read the store by it as long as the index is the old one.
    const FileIdentity index = fileIdentity(m_index);
    if (fileSize(m_log) > 0 || (index != FileIdentity{} && index != m_known.index))
        return State::Taken;
    return index == m_known.index ? State::Lost : State::Cut;
}

bool LogWatch::isAnother() const
{
    const FileIdentity now = fileIdentity(m_log);
    return m_known.log != FileIdentity{} && now != FileIdentity{} && now != m_known.log;
}

} // namespace plancia::store
