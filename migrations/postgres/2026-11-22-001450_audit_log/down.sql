DROP TRIGGER audit_log_is_not_emptied ON audit_log;
