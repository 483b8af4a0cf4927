-- SPDX-License-Identifier: GPL-3.0-or-later
DROP TABLE gaps;
DROP TABLE samples;
DROP TABLE streams;
DROP TABLE meta;
