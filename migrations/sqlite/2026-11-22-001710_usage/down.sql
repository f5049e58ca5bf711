DROP TABLE usage_processes;
