-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX key_refusals_by_prefix;
DROP INDEX session_tokens_reused;
