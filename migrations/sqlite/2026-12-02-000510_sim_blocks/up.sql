CREATE TABLE sim_blocks (
    network TEXT NOT NULL,
    height BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (network, height)
);
