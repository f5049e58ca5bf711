-- INSERT OR REPLACE takes a row away without asking the triggers for DELETE.
CREATE TRIGGER ledger_lines_replace_nothing BEFORE INSERT ON ledger_lines
WHEN EXISTS (SELECT 1 FROM ledger_lines WHERE account_id = NEW.account_id AND seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
