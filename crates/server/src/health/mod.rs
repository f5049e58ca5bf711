//! Health: whether the process answers. It asks nobody else, so it tells nothing of the database.

mod handlers;
