CREATE TABLE wallets (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    vault_wallet_id TEXT COLLATE "C" NOT NULL CONSTRAINT wallets_vault_wallet_id_key UNIQUE,
    customer_id TEXT COLLATE "C" NOT NULL REFERENCES customers (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    name TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    wallet_type TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT wallets_name_key UNIQUE (user_id, name_key)
);
