DROP INDEX deposits_customer_idx;
