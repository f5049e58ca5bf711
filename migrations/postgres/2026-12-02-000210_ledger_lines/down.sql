DROP TRIGGER ledger_lines_lose_nothing ON ledger_lines;
