CREATE INDEX ledger_accounts_customer_idx ON ledger_accounts (customer_id, currency, kind, available, held);
