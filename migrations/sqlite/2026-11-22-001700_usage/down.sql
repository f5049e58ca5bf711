DROP TABLE usage_periods;
