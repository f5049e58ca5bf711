DROP TABLE ledger_movements;
