mod api;
mod file;
mod importing;
mod settled;
