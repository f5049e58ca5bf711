DROP INDEX credentials_customer_idx;
