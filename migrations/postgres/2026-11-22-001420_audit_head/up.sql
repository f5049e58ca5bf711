INSERT INTO audit_head (id, seq, hash, seal) VALUES (1, 0, '', '');
