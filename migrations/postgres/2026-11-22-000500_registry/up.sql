CREATE TABLE registry_profiles (
    customer_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    profile TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
