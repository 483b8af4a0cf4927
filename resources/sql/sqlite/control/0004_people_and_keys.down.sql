-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0004: people, their sessions and all API keys are lost.
DROP TABLE key_directory;
DROP TABLE api_key_limits;
DROP TABLE api_key_addresses;
DROP TABLE api_key_permissions;
DROP TABLE api_key_words;
DROP TABLE api_keys;
DROP TABLE session_directory;
DROP TABLE user_directory;
DROP TABLE sign_ins;
DROP TABLE session_tokens;
DROP TABLE user_sessions;
DROP TABLE user_codes;
DROP TABLE user_passwords;
DROP TABLE user_words;
DROP TABLE users;
