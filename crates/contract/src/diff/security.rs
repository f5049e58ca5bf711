//! Which credentials an operation asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diff, Rule, operations::whole, words};
use crate::model::{Operation, SecurityRequirement};

/// One alternative: schemes that are needed together, each with the scopes that are asked of it.
type Alternative<'o> = BTreeMap<&'o str, BTreeSet<&'o str>>;

impl Diff<'_> {
    pub(super) fn security(&mut self, ours: &Operation, theirs: &Operation) {
        let (old, new) = (canonical(&ours.security), canonical(&theirs.security));
        if old == new {
            return;
        }
        let is_public =
            |alternatives: &[Alternative<'_>]| alternatives.iter().any(BTreeMap::is_empty);
        let is_enough = |had: &Alternative<'_>| new.iter().any(|asked| is_within(asked, had));
        let rule = if !old.iter().all(is_enough) {
            Rule::SecurityTightened
        } else if is_public(&new) && !is_public(&old) {
            Rule::SecurityDropped
        } else {
            Rule::SecurityRelaxed
        };
        let (a, b) = (
            words::security(&ours.security),
            words::security(&theirs.security),
        );
        let place = whole(&ours.location, &theirs.location);
        self.report(place, rule, a, b);
    }
}

/// Alternatives and the schemes in them, in one order. No alternative asks for nothing.
fn canonical(requirements: &[SecurityRequirement]) -> Vec<Alternative<'_>> {
    let mut alternatives: Vec<Alternative<'_>> = requirements.iter().map(alternative).collect();
    if alternatives.is_empty() {
        alternatives.push(Alternative::new());
    }
    alternatives.sort();
    alternatives.dedup();
    alternatives
}

fn alternative(requirement: &SecurityRequirement) -> Alternative<'_> {
    let schemes = requirement.schemes.iter().enumerate();
    let scopes = |index| requirement.scopes.get(index).into_iter().flatten();
    schemes
        .map(|(index, scheme)| {
            let scopes = scopes(index).map(String::as_str);
            (scheme.as_str(), scopes.collect())
        })
        .collect()
}

/// Whether who has one of these credentials has what is asked.
fn is_within(asked: &Alternative<'_>, had: &Alternative<'_>) -> bool {
    asked.iter().all(|(scheme, scopes)| {
        let granted = had.get(scheme);
        granted.is_some_and(|granted| scopes.is_subset(granted))
    })
}
