-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX users_by_status_created;
DROP INDEX users_by_status_email;
DROP INDEX users_by_status_name;
DROP INDEX users_by_role_created;
DROP INDEX users_by_role_email;
DROP INDEX users_by_role_name;
