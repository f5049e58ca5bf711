CREATE INDEX ledger_movements_operation_idx ON ledger_movements (operation);
