CREATE TRIGGER ledger_movements_keep_rows BEFORE UPDATE ON ledger_movements
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
