CREATE TRIGGER ledger_lines_lose_nothing BEFORE DELETE ON ledger_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
