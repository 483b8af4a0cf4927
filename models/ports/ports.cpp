// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/ports.h" // lets moc find the ports' signals

namespace plancia {

QFuture<Result<QString>> Workspace::historyId(CallContext) { return QtFuture::makeReadyFuture(Result<QString>(QString())); }

QFuture<Result<StatementsReport>> StreamPort::statements(StatementsQuery, CallContext)
{
    return QtFuture::makeReadyFuture(Result<StatementsReport>(Error(ErrorCode::BusinessNotHere)));
}

QFuture<Result<BlockingHistory>> StreamPort::blocking(BlockingQuery, CallContext)
{
    return QtFuture::makeReadyFuture(Result<BlockingHistory>(Error(ErrorCode::BusinessNotHere)));
}

} // namespace plancia
