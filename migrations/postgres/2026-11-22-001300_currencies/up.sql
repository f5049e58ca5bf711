CREATE TABLE currencies (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    id INTEGER NOT NULL CONSTRAINT currencies_id_key UNIQUE,
    name TEXT NOT NULL,
    precision INTEGER NOT NULL,
    ascii_sign TEXT NOT NULL,
    can_deposit BOOLEAN NOT NULL,
    can_withdraw BOOLEAN NOT NULL,
    min_withdrawal TEXT NOT NULL,
    is_fiat BOOLEAN NOT NULL,
    is_confirmations_needed BOOLEAN NOT NULL,
    is_custody_enabled BOOLEAN NOT NULL,
    is_trading_enabled BOOLEAN NOT NULL,
    updated_at BIGINT NOT NULL
);
