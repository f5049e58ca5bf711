CREATE INDEX deposits_block_idx ON deposits (network, block_height);
