// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <tl/expected.hpp>

namespace plancia {

/// A value or an Error. Must be looked at: discarding one is a warning, and warnings are errors in CI.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using Base = tl::expected<T, Error>;
    using Base::Base;
    Result(Base base) : Base(std::move(base)) {}
    Result(Error error) : Base(tl::unexpect, std::move(error)) {}
};

/// Fails a function that returns any Result: `return fail(ErrorCode::TenantNotFound, {{"slug", slug}});`
inline tl::unexpected<Error> fail(ErrorCode code, QList<Fact> facts = {})
{
    return tl::unexpected<Error>(Error(code, std::move(facts)));
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

} // namespace plancia
