CREATE TABLE usage_processes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last_batch BIGINT NOT NULL,
    applied_at BIGINT NOT NULL
);
