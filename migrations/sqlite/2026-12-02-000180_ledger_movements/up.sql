CREATE TRIGGER ledger_movements_lose_nothing BEFORE DELETE ON ledger_movements
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
