CREATE TABLE vault_pool (
    source_id TEXT NOT NULL REFERENCES vault_sources (id),
    address_index BIGINT NOT NULL,
    network TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (source_id, address_index),
    CONSTRAINT vault_pool_address_key UNIQUE (network, address)
);
