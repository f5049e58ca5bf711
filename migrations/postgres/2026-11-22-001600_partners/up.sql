CREATE TABLE partners (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL CONSTRAINT partners_name_key UNIQUE,
    key_hash BYTEA NOT NULL CONSTRAINT partners_key_hash_key UNIQUE,
    pepper_id TEXT COLLATE "C" NOT NULL REFERENCES peppers (pepper_id),
    key_masked TEXT COLLATE "C" NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
