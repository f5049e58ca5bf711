CREATE INDEX wallets_user_idx ON wallets (customer_id, user_id, created_at, id);
