CREATE INDEX end_customer_keys_customer_idx ON end_customer_keys (end_customer_id);
