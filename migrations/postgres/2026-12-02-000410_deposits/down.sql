DROP INDEX deposits_wallet_idx;
