DROP TABLE monetization_counters;
