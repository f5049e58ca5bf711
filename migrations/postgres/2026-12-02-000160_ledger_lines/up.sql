CREATE TABLE ledger_lines (
    account_id TEXT COLLATE "C" NOT NULL REFERENCES ledger_accounts (id),
    seq BIGINT NOT NULL,
    movement_id TEXT COLLATE "C" NOT NULL REFERENCES ledger_movements (id),
    side TEXT COLLATE "C" NOT NULL,
    amount TEXT COLLATE "C" NOT NULL,
    debits_after TEXT COLLATE "C" NOT NULL,
    credits_after TEXT COLLATE "C" NOT NULL,
    held_after TEXT COLLATE "C" NOT NULL,
    available_after TEXT COLLATE "C",
    mac BYTEA NOT NULL,
    PRIMARY KEY (account_id, seq),
    CONSTRAINT ledger_lines_movement_key UNIQUE (movement_id, account_id),
    CONSTRAINT ledger_lines_side_check CHECK (side IN ('DEBIT', 'CREDIT')),
    CONSTRAINT ledger_lines_seq_check CHECK (seq > 0),
    CONSTRAINT ledger_lines_amount_check CHECK (amount ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_lines_debits_after_check CHECK (debits_after ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_lines_credits_after_check CHECK (credits_after ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_lines_held_after_check CHECK (held_after ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_lines_available_after_check CHECK (available_after ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_lines_limit_check CHECK (
        available_after IS NULL
        OR (credits_after::numeric = debits_after::numeric + held_after::numeric + available_after::numeric)
        OR (debits_after::numeric = credits_after::numeric + held_after::numeric + available_after::numeric)
    )
);
