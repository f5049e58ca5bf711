CREATE TABLE sim_chains (
    network TEXT NOT NULL PRIMARY KEY,
    height BIGINT NOT NULL,
    hash TEXT NOT NULL,
    mined_at BIGINT NOT NULL
);
