-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0006: the limits of the tenants' own are lost.
DROP TABLE tenant_limits;
