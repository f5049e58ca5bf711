CREATE TABLE vault_pool (
    source_id TEXT COLLATE "C" NOT NULL REFERENCES vault_sources (id),
    address_index BIGINT NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (source_id, address_index),
    CONSTRAINT vault_pool_address_key UNIQUE (network, address)
);
