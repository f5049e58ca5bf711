DROP INDEX transactions_wallet_idx;
