DROP INDEX customers_account_idx;
