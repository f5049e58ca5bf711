mod api;
mod listing;
mod rows;
mod rules;
mod tenants;
mod trouble;
