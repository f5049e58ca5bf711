//! The upstream registry: it says whether a customer id exists and supplies the business profile.

