CREATE TABLE ledger_checkpoints (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES ledger_accounts (id),
    seq BIGINT NOT NULL,
    mac BLOB NOT NULL,
    holds TEXT NOT NULL,
    seal BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
