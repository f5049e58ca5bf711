CREATE UNIQUE INDEX users_phone_key ON users (customer_id, phone_e164)
    WHERE status <> 'DELETED';
