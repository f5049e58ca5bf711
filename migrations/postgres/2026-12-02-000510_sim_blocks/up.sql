CREATE TABLE sim_blocks (
    network TEXT COLLATE "C" NOT NULL,
    height BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (network, height)
);
