DROP INDEX transactions_customer_idx;
