CREATE TABLE sim_transactions (
    network TEXT COLLATE "C" NOT NULL,
    tx_hash TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    amount TEXT COLLATE "C" NOT NULL,
    height BIGINT,
    is_replaced BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (network, tx_hash),
    CONSTRAINT sim_transactions_amount_check CHECK (amount ~ '^[0-9]{38}$')
);
