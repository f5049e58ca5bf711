mod api;
mod digits;
mod listing;
mod rows;
mod rules;
mod tenants;
mod trouble;
