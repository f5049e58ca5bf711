DROP TRIGGER audit_log_loses_nothing;
