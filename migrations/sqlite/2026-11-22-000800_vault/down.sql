DROP TABLE vault_sources;
