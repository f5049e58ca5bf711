CREATE TABLE sim_chains (
    network TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    height BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    mined_at BIGINT NOT NULL
);
