// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/intake.h"

namespace plancia {

/// What a customer is given when taken in, as a page of HTML that is saved, printed or mailed: what was set up, what holds,
/// how the first person comes in, and by which first characters the key is known. Neither the one-time code nor the key
/// stands on it: these go by a way of their own. In the language of the program; names are escaped.
QByteArray handOverSheet(const IntakeDone &done, qint64 nowMs);

} // namespace plancia
