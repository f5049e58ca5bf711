ALTER TABLE wallets DROP COLUMN frozen_at;
