CREATE TABLE ledger_checkpoints (
    account_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES ledger_accounts (id),
    seq BIGINT NOT NULL,
    mac BYTEA NOT NULL,
    holds TEXT COLLATE "C" NOT NULL,
    seal BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
