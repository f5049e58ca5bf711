-- INSERT OR REPLACE takes a row away without asking the triggers for DELETE.
CREATE TRIGGER ledger_movements_replace_nothing BEFORE INSERT ON ledger_movements
WHEN EXISTS (SELECT 1 FROM ledger_movements WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
