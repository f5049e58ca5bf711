CREATE TABLE usage_periods (
    end_customer_id TEXT COLLATE "C" NOT NULL,
    period_start BIGINT NOT NULL,
    successful BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    rate_limited BIGINT NOT NULL,
    last_request_at BIGINT NOT NULL,
    PRIMARY KEY (end_customer_id, period_start)
);
