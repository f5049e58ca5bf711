CREATE UNIQUE INDEX end_customers_name_key ON end_customers (partner_id, name_key)
    WHERE deleted_at IS NULL;
