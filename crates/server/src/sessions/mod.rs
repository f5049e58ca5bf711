//! Sessions: what a login began and a logout, a new password or a disabled account ends at once.

mod model;
mod queries;
#[cfg(test)]
mod tests;
