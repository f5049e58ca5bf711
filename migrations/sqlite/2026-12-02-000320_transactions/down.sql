DROP INDEX transactions_user_idx;
