DROP INDEX sessions_account_idx;
