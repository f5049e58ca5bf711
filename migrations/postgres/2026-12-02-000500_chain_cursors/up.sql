CREATE TABLE chain_cursors (
    network TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    height BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL
);
