CREATE TABLE currency_pairs (
    symbol TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    base TEXT COLLATE "C" NOT NULL REFERENCES currencies (code),
    quote TEXT COLLATE "C" NOT NULL REFERENCES currencies (code),
    updated_at BIGINT NOT NULL
);
