CREATE INDEX deposits_wallet_idx ON deposits (wallet_id, created_at, id);
