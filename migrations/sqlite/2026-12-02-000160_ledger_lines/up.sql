CREATE TABLE ledger_lines (
    account_id TEXT NOT NULL REFERENCES ledger_accounts (id),
    seq BIGINT NOT NULL,
    movement_id TEXT NOT NULL REFERENCES ledger_movements (id),
    side TEXT NOT NULL,
    amount TEXT NOT NULL,
    debits_after TEXT NOT NULL,
    credits_after TEXT NOT NULL,
    held_after TEXT NOT NULL,
    available_after TEXT,
    mac BLOB NOT NULL,
    PRIMARY KEY (account_id, seq),
    CONSTRAINT ledger_lines_movement_key UNIQUE (movement_id, account_id),
    CONSTRAINT ledger_lines_side_check CHECK (side IN ('DEBIT', 'CREDIT')),
    CONSTRAINT ledger_lines_seq_check CHECK (seq > 0),
    CONSTRAINT ledger_lines_amount_check CHECK (typeof(amount) = 'text' AND length(CAST(amount AS BLOB)) = 38 AND amount NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_lines_debits_after_check CHECK (typeof(debits_after) = 'text' AND length(CAST(debits_after AS BLOB)) = 38 AND debits_after NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_lines_credits_after_check CHECK (typeof(credits_after) = 'text' AND length(CAST(credits_after AS BLOB)) = 38 AND credits_after NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_lines_held_after_check CHECK (typeof(held_after) = 'text' AND length(CAST(held_after AS BLOB)) = 38 AND held_after NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_lines_available_after_check CHECK ((available_after IS NULL OR typeof(available_after) = 'text' AND length(CAST(available_after AS BLOB)) = 38 AND available_after NOT GLOB '*[^0-9]*')),
    CONSTRAINT ledger_lines_limit_check CHECK (
        available_after IS NULL
        OR ((CAST(substr(debits_after, 27, 12) AS INTEGER) + CAST(substr(held_after, 27, 12) AS INTEGER) + CAST(substr(available_after, 27, 12) AS INTEGER)) % 1000000000000
                = CAST(substr(credits_after, 27, 12) AS INTEGER)
            AND (CAST(substr(debits_after, 14, 13) AS INTEGER) + CAST(substr(held_after, 14, 13) AS INTEGER) + CAST(substr(available_after, 14, 13) AS INTEGER)
                + (CAST(substr(debits_after, 27, 12) AS INTEGER) + CAST(substr(held_after, 27, 12) AS INTEGER) + CAST(substr(available_after, 27, 12) AS INTEGER)) / 1000000000000) % 10000000000000
                = CAST(substr(credits_after, 14, 13) AS INTEGER)
            AND (CAST(substr(debits_after, 1, 13) AS INTEGER) + CAST(substr(held_after, 1, 13) AS INTEGER) + CAST(substr(available_after, 1, 13) AS INTEGER)
                + (CAST(substr(debits_after, 14, 13) AS INTEGER) + CAST(substr(held_after, 14, 13) AS INTEGER) + CAST(substr(available_after, 14, 13) AS INTEGER)
                + (CAST(substr(debits_after, 27, 12) AS INTEGER) + CAST(substr(held_after, 27, 12) AS INTEGER) + CAST(substr(available_after, 27, 12) AS INTEGER)) / 1000000000000) / 10000000000000)
                = CAST(substr(credits_after, 1, 13) AS INTEGER))
        OR ((CAST(substr(credits_after, 27, 12) AS INTEGER) + CAST(substr(held_after, 27, 12) AS INTEGER) + CAST(substr(available_after, 27, 12) AS INTEGER)) % 1000000000000
                = CAST(substr(debits_after, 27, 12) AS INTEGER)
            AND (CAST(substr(credits_after, 14, 13) AS INTEGER) + CAST(substr(held_after, 14, 13) AS INTEGER) + CAST(substr(available_after, 14, 13) AS INTEGER)
                + (CAST(substr(credits_after, 27, 12) AS INTEGER) + CAST(substr(held_after, 27, 12) AS INTEGER) + CAST(substr(available_after, 27, 12) AS INTEGER)) / 1000000000000) % 10000000000000
                = CAST(substr(debits_after, 14, 13) AS INTEGER)
            AND (CAST(substr(credits_after, 1, 13) AS INTEGER) + CAST(substr(held_after, 1, 13) AS INTEGER) + CAST(substr(available_after, 1, 13) AS INTEGER)
                + (CAST(substr(credits_after, 14, 13) AS INTEGER) + CAST(substr(held_after, 14, 13) AS INTEGER) + CAST(substr(available_after, 14, 13) AS INTEGER)
                + (CAST(substr(credits_after, 27, 12) AS INTEGER) + CAST(substr(held_after, 27, 12) AS INTEGER) + CAST(substr(available_after, 27, 12) AS INTEGER)) / 1000000000000) / 10000000000000)
                = CAST(substr(debits_after, 1, 13) AS INTEGER))
    )
);
