CREATE INDEX transactions_customer_idx ON transactions (customer_id, created_at, id);
