CREATE UNIQUE INDEX users_email_key ON users (customer_id, email_normalised)
    WHERE status <> 'DELETED';
