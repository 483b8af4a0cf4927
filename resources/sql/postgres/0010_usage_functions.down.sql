-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0010: the service cannot ask how keys were used, and notes their use by itself.
DROP FUNCTION plancia.api_keys_note_used(jsonb, jsonb);
DROP FUNCTION plancia.api_keys_analytics_recent(jsonb, text, text, timestamptz, timestamptz, integer);
DROP FUNCTION plancia.api_keys_analytics_by_endpoint(jsonb, text, timestamptz, timestamptz, integer);
DROP FUNCTION plancia.api_keys_analytics_overview(jsonb, text, timestamptz, timestamptz);
DROP FUNCTION plancia.api_keys_usage_stats(jsonb, text, text, timestamptz, timestamptz);
DROP FUNCTION plancia.usage_span(timestamptz, timestamptz);
DROP FUNCTION plancia.usage_sums(uuid, uuid, timestamptz, timestamptz);
DROP FUNCTION plancia.latency_shift(bigint);
