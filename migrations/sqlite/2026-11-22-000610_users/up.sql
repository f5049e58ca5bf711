CREATE INDEX users_customer_idx ON users (customer_id, created_at, id);
