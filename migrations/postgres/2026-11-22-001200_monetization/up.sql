CREATE TABLE monetization_counters (
    customer_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES customers (id),
    last_id BIGINT NOT NULL
);
