CREATE TABLE currency_pairs (
    symbol TEXT NOT NULL PRIMARY KEY,
    base TEXT NOT NULL REFERENCES currencies (code),
    quote TEXT NOT NULL REFERENCES currencies (code),
    updated_at BIGINT NOT NULL
);
