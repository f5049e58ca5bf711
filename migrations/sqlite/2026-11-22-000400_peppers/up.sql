CREATE TABLE peppers (
    pepper_id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL
);
