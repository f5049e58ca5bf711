CREATE TABLE end_customer_keys (
    key_hash BLOB NOT NULL PRIMARY KEY,
    end_customer_id TEXT NOT NULL REFERENCES end_customers (id),
    pepper_id TEXT NOT NULL REFERENCES peppers (pepper_id),
    sealed BLOB,
    expires_at BIGINT
);
