CREATE INDEX customers_account_idx ON customers (account_id, created_at, id);
