CREATE TABLE partners (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL CONSTRAINT partners_name_key UNIQUE,
    key_hash BLOB NOT NULL CONSTRAINT partners_key_hash_key UNIQUE,
    pepper_id TEXT NOT NULL REFERENCES peppers (pepper_id),
    key_masked TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
