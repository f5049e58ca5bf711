DROP INDEX vault_sources_active_key;
