-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0005: what was noted of the use of keys is lost.
DROP TABLE key_refusals;
DROP TABLE rate_limit_hits;
DROP TABLE api_key_usage;
