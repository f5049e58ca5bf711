-- TRUNCATE takes rows away without asking the triggers for DELETE.
CREATE TRIGGER ledger_lines_are_not_emptied BEFORE TRUNCATE ON ledger_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger();
