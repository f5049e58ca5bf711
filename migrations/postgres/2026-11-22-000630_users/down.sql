DROP INDEX users_phone_key;
