DROP FUNCTION refuse_change_of_ledger();
