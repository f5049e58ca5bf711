CREATE UNIQUE INDEX end_customer_keys_current_key ON end_customer_keys (end_customer_id)
    WHERE expires_at IS NULL;
