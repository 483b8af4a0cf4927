// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"

namespace plancia::wiring {

/// A store of which everything is read and in which nothing stays: each write is done, answered, and rolled back. For a tour. Thread-safe.
class Untraced : public sql::Gateway {
public:
    /// `store` outlives it.
    explicit Untraced(sql::Gateway &store) : m_store(store) {}
    sql::Dialect dialect() const override { return m_store.dialect(); }
    tasks::Worker &readWorker() override { return m_store.readWorker(); }
    tasks::Worker &writeWorker() override { return m_store.writeWorker(); }
    Result<bool> runRead(const CallContext &context, const Work &work) override { return m_store.runRead(context, work); }
    void endRead() override { m_store.endRead(); }
    Result<bool> runWrite(const CallContext &context, const sql::WriteScope &scope, const Work &work) override
    {
        bool isDone = false;
        const auto ran = m_store.runWrite(context, scope, [&work, &isDone](sql::Connection &connection) -> Result<bool> {
            isDone = false;
            if (auto worked = work(connection); !worked)
                return worked;
            isDone = true;
            return fail(ErrorCode::InternalCancelled); // so that it is rolled back
        });
        return isDone ? Result<bool>(true) : ran;
    }

private:
    sql::Gateway &m_store;
};

} // namespace plancia::wiring
