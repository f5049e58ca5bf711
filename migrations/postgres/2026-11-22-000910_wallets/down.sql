DROP INDEX wallets_user_idx;
