DROP TRIGGER ledger_lines_keep_rows ON ledger_lines;
