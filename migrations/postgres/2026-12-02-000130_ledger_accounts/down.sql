DROP INDEX ledger_accounts_user_idx;
