CREATE TABLE credentials (
    id TEXT NOT NULL PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customers (id),
    key_hash BLOB NOT NULL CONSTRAINT credentials_key_hash_key UNIQUE,
    pepper_id TEXT NOT NULL REFERENCES peppers (pepper_id),
    masked TEXT NOT NULL,
    is_owner BOOLEAN NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    revoked_at BIGINT
);
