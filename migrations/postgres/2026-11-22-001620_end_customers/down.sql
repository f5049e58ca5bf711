DROP INDEX end_customers_name_key;
