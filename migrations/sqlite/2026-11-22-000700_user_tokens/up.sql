CREATE TABLE user_tokens (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    token_hash BLOB NOT NULL CONSTRAINT user_tokens_token_hash_key UNIQUE,
    pepper_id TEXT NOT NULL REFERENCES peppers (pepper_id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
