DROP TABLE vault_pool;
