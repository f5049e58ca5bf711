CREATE INDEX end_customers_partner_idx ON end_customers (partner_id, created_at, id)
    WHERE deleted_at IS NULL;
