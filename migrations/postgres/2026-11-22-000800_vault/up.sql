CREATE TABLE vault_sources (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    network TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    formula TEXT COLLATE "C",
    pool_size BIGINT,
    next_index BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT vault_sources_fingerprint_key UNIQUE (network, fingerprint)
);
