CREATE INDEX deposits_customer_idx ON deposits (customer_id, state, currency);
