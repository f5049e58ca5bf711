CREATE TRIGGER ledger_lines_lose_nothing BEFORE DELETE ON ledger_lines
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
