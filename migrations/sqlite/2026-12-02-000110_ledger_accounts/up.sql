CREATE TABLE ledger_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    currency TEXT NOT NULL REFERENCES ledger_currencies (code),
    customer_id TEXT REFERENCES customers (id),
    user_id TEXT REFERENCES users (id),
    wallet_id TEXT REFERENCES wallets (id),
    debits TEXT NOT NULL,
    credits TEXT NOT NULL,
    held TEXT NOT NULL,
    available TEXT,
    seq BIGINT NOT NULL,
    mac BLOB NOT NULL,
    seal BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT ledger_accounts_owner_key UNIQUE (kind, owner, currency),
    CONSTRAINT ledger_accounts_kind_check CHECK (kind IN ('wallet', 'revenue', 'inventory', 'suspense', 'deposit_reversals', 'chain', 'network_fee', 'equity')),
    CONSTRAINT ledger_accounts_debits_check CHECK (typeof(debits) = 'text' AND length(CAST(debits AS BLOB)) = 38 AND debits NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_accounts_credits_check CHECK (typeof(credits) = 'text' AND length(CAST(credits AS BLOB)) = 38 AND credits NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_accounts_held_check CHECK (typeof(held) = 'text' AND length(CAST(held AS BLOB)) = 38 AND held NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_accounts_available_check CHECK ((available IS NULL OR typeof(available) = 'text' AND length(CAST(available AS BLOB)) = 38 AND available NOT GLOB '*[^0-9]*')),
    CONSTRAINT ledger_accounts_limit_check CHECK ((kind IN ('wallet', 'revenue', 'inventory', 'suspense', 'deposit_reversals')) = (available IS NOT NULL)),
    CONSTRAINT ledger_accounts_credit_check CHECK (
        available IS NULL OR kind = 'deposit_reversals'
        OR ((CAST(substr(debits, 27, 12) AS INTEGER) + CAST(substr(held, 27, 12) AS INTEGER) + CAST(substr(available, 27, 12) AS INTEGER)) % 1000000000000
                = CAST(substr(credits, 27, 12) AS INTEGER)
            AND (CAST(substr(debits, 14, 13) AS INTEGER) + CAST(substr(held, 14, 13) AS INTEGER) + CAST(substr(available, 14, 13) AS INTEGER)
                + (CAST(substr(debits, 27, 12) AS INTEGER) + CAST(substr(held, 27, 12) AS INTEGER) + CAST(substr(available, 27, 12) AS INTEGER)) / 1000000000000) % 10000000000000
                = CAST(substr(credits, 14, 13) AS INTEGER)
            AND (CAST(substr(debits, 1, 13) AS INTEGER) + CAST(substr(held, 1, 13) AS INTEGER) + CAST(substr(available, 1, 13) AS INTEGER)
                + (CAST(substr(debits, 14, 13) AS INTEGER) + CAST(substr(held, 14, 13) AS INTEGER) + CAST(substr(available, 14, 13) AS INTEGER)
                + (CAST(substr(debits, 27, 12) AS INTEGER) + CAST(substr(held, 27, 12) AS INTEGER) + CAST(substr(available, 27, 12) AS INTEGER)) / 1000000000000) / 10000000000000)
                = CAST(substr(credits, 1, 13) AS INTEGER))
    ),
    CONSTRAINT ledger_accounts_debit_check CHECK (
        kind <> 'deposit_reversals'
        OR ((CAST(substr(credits, 27, 12) AS INTEGER) + CAST(substr(held, 27, 12) AS INTEGER) + CAST(substr(available, 27, 12) AS INTEGER)) % 1000000000000
                = CAST(substr(debits, 27, 12) AS INTEGER)
            AND (CAST(substr(credits, 14, 13) AS INTEGER) + CAST(substr(held, 14, 13) AS INTEGER) + CAST(substr(available, 14, 13) AS INTEGER)
                + (CAST(substr(credits, 27, 12) AS INTEGER) + CAST(substr(held, 27, 12) AS INTEGER) + CAST(substr(available, 27, 12) AS INTEGER)) / 1000000000000) % 10000000000000
                = CAST(substr(debits, 14, 13) AS INTEGER)
            AND (CAST(substr(credits, 1, 13) AS INTEGER) + CAST(substr(held, 1, 13) AS INTEGER) + CAST(substr(available, 1, 13) AS INTEGER)
                + (CAST(substr(credits, 14, 13) AS INTEGER) + CAST(substr(held, 14, 13) AS INTEGER) + CAST(substr(available, 14, 13) AS INTEGER)
                + (CAST(substr(credits, 27, 12) AS INTEGER) + CAST(substr(held, 27, 12) AS INTEGER) + CAST(substr(available, 27, 12) AS INTEGER)) / 1000000000000) / 10000000000000)
                = CAST(substr(debits, 1, 13) AS INTEGER))
    )
);
