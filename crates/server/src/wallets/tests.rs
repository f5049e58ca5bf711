mod api;
mod creation;
mod listing;
mod reach;
mod trouble;
