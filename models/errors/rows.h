// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/errors/catalogue.h"

namespace plancia {

/// The table behind errorCatalogue(), in a file of its own because it is long.
std::span<const ErrorRow> errorRows();

} // namespace plancia
