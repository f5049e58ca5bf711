DROP TRIGGER audit_log_keeps_entries ON audit_log;
