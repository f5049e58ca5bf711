DROP TABLE end_customer_keys;
