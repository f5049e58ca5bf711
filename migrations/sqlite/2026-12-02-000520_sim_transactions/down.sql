DROP TABLE sim_transactions;
