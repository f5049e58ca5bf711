CREATE TABLE monetization_counters (
    customer_id TEXT NOT NULL PRIMARY KEY REFERENCES customers (id),
    last_id BIGINT NOT NULL
);
