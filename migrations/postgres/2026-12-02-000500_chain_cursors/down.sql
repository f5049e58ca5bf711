DROP TABLE chain_cursors;
