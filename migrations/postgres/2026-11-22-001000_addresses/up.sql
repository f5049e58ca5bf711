CREATE TABLE addresses (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    customer_id TEXT COLLATE "C" NOT NULL REFERENCES customers (id),
    wallet_id TEXT COLLATE "C" NOT NULL REFERENCES wallets (id),
    network TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL REFERENCES vault_sources (id),
    address_index BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT addresses_address_key UNIQUE (network, address),
    CONSTRAINT addresses_index_key UNIQUE (source_id, address_index),
    CONSTRAINT addresses_wallet_key UNIQUE (wallet_id, network, currency)
);
