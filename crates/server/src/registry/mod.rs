//! The registry: profiles of businesses, by the id under which they are known upstream.

mod model;
mod queries;
#[cfg(test)]
mod tests;
