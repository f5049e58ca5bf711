CREATE TABLE ledger_currencies (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    precision INTEGER NOT NULL,
    seal BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT ledger_currencies_precision_check CHECK (precision BETWEEN 0 AND 18)
);
