//! Queries of profiles are tested with the registry itself.
