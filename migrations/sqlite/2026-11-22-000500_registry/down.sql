DROP TABLE registry_profiles;
