DROP TABLE end_customers;
