//! What was found, each change once however many operations it reaches.

use std::collections::HashMap;

use super::rule::{Direction, Level, Rule};
use crate::model::Location;

/// Where both documents speak of the same thing.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The part of the operation; empty for the whole.
    pub(super) subject: &'a str,
    pub(super) direction: Direction,
    pub(super) old: &'a Location,
    pub(super) new: &'a Location,
}

impl<'a> Place<'a> {
    pub(super) fn of(self, subject: &'a str) -> Self {
        Self { subject, ..self }
    }

    pub(super) fn at(self, old: &'a Location, new: &'a Location) -> Self {
        Self { old, new, ..self }
    }
}

/// How a change was judged in one place.
pub(super) struct Judged {
    pub(super) operation: String,
    pub(super) subject: String,
    pub(super) code: String,
    pub(super) level: Level,
}

/// One change.
pub(super) struct Found {
    pub(super) rule: Rule,
    /// Where it was found first.
    pub(super) first: Judged,
    /// Where it does the most harm, if that is not where it was found first.
    pub(super) worst: Option<Judged>,
    /// The operations that it reaches, in order.
    pub(super) operations: Vec<String>,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) location_old: Location,
    pub(super) location_new: Location,
}

/// Changes in the order in which they were found.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Found>,
    known: HashMap<(Location, String, String), usize>,
}

impl Findings {
    /// Adds a change, or the operation to a change that is known: what operations share differs
    /// once, not once for each of them.
    pub(super) fn add(
        &mut self,
        rule: Rule,
        (location_old, location_new): (&Location, &Location),
        (old, new): (String, String),
        judged: Judged,
    ) {
        let key = (location_old.clone(), old.clone(), new.clone());
        let known = self.known.get(&key).copied();
        if let Some(known) = known.and_then(|index| self.found.get_mut(index)) {
            if known.operations.last() != Some(&judged.operation) {
                known.operations.push(judged.operation.clone());
            }
            let worst = known.worst.as_ref().unwrap_or(&known.first);
            if judged.level > worst.level {
                known.rule = rule;
                known.worst = Some(judged);
            }
            return;
        }
        self.known.insert(key, self.found.len());
        self.found.push(Found {
            rule,
            operations: vec![judged.operation.clone()],
            first: judged,
            worst: None,
            old,
            new,
            location_old: location_old.clone(),
            location_new: location_new.clone(),
        });
    }
}
