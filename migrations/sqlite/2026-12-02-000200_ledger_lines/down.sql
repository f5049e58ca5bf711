DROP TRIGGER ledger_lines_keep_rows;
