ALTER TABLE wallets DROP COLUMN frozen_reason;
