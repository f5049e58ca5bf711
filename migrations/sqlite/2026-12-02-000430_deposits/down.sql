DROP INDEX deposits_block_idx;
