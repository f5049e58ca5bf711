CREATE TABLE ledger_movements (
    id TEXT NOT NULL PRIMARY KEY,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    phase TEXT NOT NULL,
    debit_id TEXT NOT NULL REFERENCES ledger_accounts (id),
    credit_id TEXT NOT NULL REFERENCES ledger_accounts (id),
    currency TEXT NOT NULL REFERENCES ledger_currencies (code),
    amount TEXT NOT NULL,
    resolves TEXT CONSTRAINT ledger_movements_resolves_key UNIQUE REFERENCES ledger_movements (id),
    reference TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT ledger_movements_reference_key UNIQUE (kind, phase, reference),
    CONSTRAINT ledger_movements_amount_check CHECK (typeof(amount) = 'text' AND length(CAST(amount AS BLOB)) = 38 AND amount NOT GLOB '*[^0-9]*'),
    CONSTRAINT ledger_movements_zero_check CHECK (amount <> '00000000000000000000000000000000000000'),
    CONSTRAINT ledger_movements_sides_check CHECK (debit_id <> credit_id),
    CONSTRAINT ledger_movements_phase_check CHECK (phase IN ('POST', 'HOLD', 'COMMIT', 'RELEASE')),
    CONSTRAINT ledger_movements_resolves_check CHECK (
        (phase IN ('COMMIT', 'RELEASE')) = (resolves IS NOT NULL)
    )
);
