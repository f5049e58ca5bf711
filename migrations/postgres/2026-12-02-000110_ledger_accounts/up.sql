CREATE TABLE ledger_accounts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL REFERENCES ledger_currencies (code),
    customer_id TEXT COLLATE "C" REFERENCES customers (id),
    user_id TEXT COLLATE "C" REFERENCES users (id),
    wallet_id TEXT COLLATE "C" REFERENCES wallets (id),
    debits TEXT COLLATE "C" NOT NULL,
    credits TEXT COLLATE "C" NOT NULL,
    held TEXT COLLATE "C" NOT NULL,
    available TEXT COLLATE "C",
    seq BIGINT NOT NULL,
    mac BYTEA NOT NULL,
    seal BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT ledger_accounts_owner_key UNIQUE (kind, owner, currency),
    CONSTRAINT ledger_accounts_kind_check CHECK (kind IN ('wallet', 'revenue', 'inventory', 'suspense', 'deposit_reversals', 'chain', 'network_fee', 'equity')),
    CONSTRAINT ledger_accounts_debits_check CHECK (debits ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_accounts_credits_check CHECK (credits ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_accounts_held_check CHECK (held ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_accounts_available_check CHECK (available ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_accounts_limit_check CHECK ((kind IN ('wallet', 'revenue', 'inventory', 'suspense', 'deposit_reversals')) = (available IS NOT NULL)),
    CONSTRAINT ledger_accounts_credit_check CHECK (
        available IS NULL OR kind = 'deposit_reversals'
        OR (credits::numeric = debits::numeric + held::numeric + available::numeric)
    ),
    CONSTRAINT ledger_accounts_debit_check CHECK (
        kind <> 'deposit_reversals'
        OR (debits::numeric = credits::numeric + held::numeric + available::numeric)
    )
);
