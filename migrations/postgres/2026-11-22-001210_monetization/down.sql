DROP TABLE monetization_settings;
