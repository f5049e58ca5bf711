CREATE TABLE monetization_settings (
    customer_id TEXT COLLATE "C" NOT NULL REFERENCES customers (id),
    id BIGINT NOT NULL,
    feature TEXT NOT NULL,
    method TEXT NOT NULL,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    pair TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, id)
);
