CREATE TABLE vault_sources (
    id TEXT NOT NULL PRIMARY KEY,
    network TEXT NOT NULL,
    kind TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    formula TEXT,
    pool_size BIGINT,
    next_index BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT vault_sources_fingerprint_key UNIQUE (network, fingerprint)
);
