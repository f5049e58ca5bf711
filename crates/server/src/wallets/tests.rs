mod api;
mod creation;
mod freezing;
mod listing;
mod reach;
mod trouble;
