CREATE INDEX ledger_accounts_user_idx ON ledger_accounts (user_id, currency, kind, available, held);
