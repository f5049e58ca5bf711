CREATE TRIGGER ledger_movements_keep_rows BEFORE UPDATE OR DELETE ON ledger_movements
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
