CREATE INDEX credentials_customer_idx ON credentials (customer_id, created_at, id);
