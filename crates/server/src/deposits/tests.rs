mod arriving;
mod bad_input;
mod listing;
mod reversals;
mod steps;
mod suspense;
mod twice;
