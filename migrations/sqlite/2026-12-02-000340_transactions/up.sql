CREATE INDEX transactions_operation_idx ON transactions (operation_id);
