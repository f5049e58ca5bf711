mod api;
mod file;
mod importing;
