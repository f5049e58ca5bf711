CREATE TABLE sim_transactions (
    network TEXT NOT NULL,
    tx_hash TEXT NOT NULL,
    address TEXT NOT NULL,
    amount TEXT NOT NULL,
    height BIGINT,
    is_replaced BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (network, tx_hash),
    CONSTRAINT sim_transactions_amount_check CHECK (typeof(amount) = 'text' AND length(CAST(amount AS BLOB)) = 38 AND amount NOT GLOB '*[^0-9]*')
);
