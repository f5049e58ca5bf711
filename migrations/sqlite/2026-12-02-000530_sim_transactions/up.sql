CREATE INDEX sim_transactions_height_idx ON sim_transactions (network, height);
