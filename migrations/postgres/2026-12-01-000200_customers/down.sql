CREATE UNIQUE INDEX customers_registration_key
    ON customers (account_id, business_incorporation_country, business_registration_number)
    WHERE status <> 'INACTIVE';
