//! The ledger on a real database: what is refused, what races, and what a proof finds.

mod beside;
mod checkpoints;
mod damage;
mod flips;
mod holds;
mod postings;
mod races;
mod statements;
mod tamper;
mod world;
