-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX plancia.key_refusals_by_prefix;
DROP INDEX plancia.session_tokens_reused;
