CREATE INDEX customers_registration_idx
    ON customers (account_id, business_incorporation_country, business_registration_number);
