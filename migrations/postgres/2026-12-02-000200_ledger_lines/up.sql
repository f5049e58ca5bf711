CREATE TRIGGER ledger_lines_keep_rows BEFORE UPDATE ON ledger_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
