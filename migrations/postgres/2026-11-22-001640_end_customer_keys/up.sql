CREATE TABLE end_customer_keys (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    end_customer_id TEXT COLLATE "C" NOT NULL REFERENCES end_customers (id),
    pepper_id TEXT COLLATE "C" NOT NULL REFERENCES peppers (pepper_id),
    sealed BYTEA,
    expires_at BIGINT
);
