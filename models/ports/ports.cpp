// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/ports.h" // lets moc find the ports' signals
