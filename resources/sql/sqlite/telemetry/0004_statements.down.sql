-- SPDX-License-Identifier: GPL-3.0-or-later
-- Statements and blocked sessions have no place in the older schema.
DROP TABLE blocking;
DROP TABLE looks;
DROP TABLE statements;
DROP TABLE statement_texts;
