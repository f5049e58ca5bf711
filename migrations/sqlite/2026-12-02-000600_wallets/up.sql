ALTER TABLE wallets ADD COLUMN frozen_reason TEXT;
