CREATE INDEX transactions_wallet_idx ON transactions (wallet_id, created_at, id);
