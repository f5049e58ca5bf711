//! The golden output as modules, the way a crate of the workspace includes what it generates.

pub mod models {
    include!("models.rs");
}

pub mod operations {
    include!("operations.rs");
}

pub mod server {
    use super::{models, operations};

    include!("server.rs");
}
