DROP TABLE sim_chains;
