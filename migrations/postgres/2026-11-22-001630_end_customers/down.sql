DROP INDEX end_customers_partner_idx;
