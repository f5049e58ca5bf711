CREATE UNIQUE INDEX vault_sources_active_key ON vault_sources (network) WHERE is_active;
