CREATE UNIQUE INDEX monetization_settings_scope_key
    ON monetization_settings (customer_id, feature, method, currency, pair);
