-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whose token was copied: few tokens among all, which the list of these people and the mark on each find without reading the others.
CREATE INDEX session_tokens_reused ON plancia.session_tokens (tenant_id, user_id, reused_at) WHERE reused_at IS NOT NULL;
-- What was refused that begins as one key does.
CREATE INDEX key_refusals_by_prefix ON plancia.key_refusals (prefix, at);
