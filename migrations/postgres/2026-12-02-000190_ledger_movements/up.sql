-- TRUNCATE takes rows away without asking the triggers for DELETE.
CREATE TRIGGER ledger_movements_are_not_emptied BEFORE TRUNCATE ON ledger_movements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger();
