DROP INDEX deposits_state_idx;
