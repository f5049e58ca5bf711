CREATE TABLE ledger_movements (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    operation TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    debit_id TEXT COLLATE "C" NOT NULL REFERENCES ledger_accounts (id),
    credit_id TEXT COLLATE "C" NOT NULL REFERENCES ledger_accounts (id),
    currency TEXT COLLATE "C" NOT NULL REFERENCES ledger_currencies (code),
    amount TEXT COLLATE "C" NOT NULL,
    resolves TEXT COLLATE "C" CONSTRAINT ledger_movements_resolves_key UNIQUE REFERENCES ledger_movements (id),
    reference TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT ledger_movements_reference_key UNIQUE (kind, phase, reference),
    CONSTRAINT ledger_movements_amount_check CHECK (amount ~ '^[0-9]{38}$'),
    CONSTRAINT ledger_movements_zero_check CHECK (amount <> '00000000000000000000000000000000000000'),
    CONSTRAINT ledger_movements_sides_check CHECK (debit_id <> credit_id),
    CONSTRAINT ledger_movements_phase_check CHECK (phase IN ('POST', 'HOLD', 'COMMIT', 'RELEASE')),
    CONSTRAINT ledger_movements_resolves_check CHECK (
        (phase IN ('COMMIT', 'RELEASE')) = (resolves IS NOT NULL)
    )
);
