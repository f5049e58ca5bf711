mod filters;
mod finding;
