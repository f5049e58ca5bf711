DROP INDEX users_customer_idx;
