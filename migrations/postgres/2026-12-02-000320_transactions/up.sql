CREATE INDEX transactions_user_idx ON transactions (user_id, created_at, id);
