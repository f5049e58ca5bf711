CREATE INDEX deposits_state_idx ON deposits (network, state, id);
