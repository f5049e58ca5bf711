DROP TRIGGER audit_log_keeps_entries;
