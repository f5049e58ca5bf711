CREATE TABLE wallets (
    id TEXT NOT NULL PRIMARY KEY,
    vault_wallet_id TEXT NOT NULL CONSTRAINT wallets_vault_wallet_id_key UNIQUE,
    customer_id TEXT NOT NULL REFERENCES customers (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT,
    wallet_type TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT wallets_name_key UNIQUE (user_id, name_key)
);
