//! Choices and demands: their parts come in any order, so each is compared with the one that it
//! is most like.

use std::ptr;

use super::{Pair, notes::Walk};
use crate::{
    diff::{rule::Rule, words},
    model::{Discriminator, Kind, Location, Schema},
};

/// Where both documents say it.
type At<'d> = (&'d Location, &'d Location);

/// Parts that belong together, and those that are left.
struct Matched<'d> {
    pairs: Vec<Pair<'d>>,
    gone: Vec<&'d Schema>,
    new: Vec<&'d Schema>,
}

impl<'d> Walk<'_, 'd> {
    pub(super) fn one_of(
        &mut self,
        at: At<'d>,
        (a, first): (&'d [Schema], Option<&'d Discriminator>),
        (b, second): (&'d [Schema], Option<&'d Discriminator>),
    ) {
        match (first, second) {
            (Some(first), Some(second)) if first.property == second.property => {
                self.discriminated(at, (a, first), (b, second));
            }
            (None, None) => self.alternatives(at, a, b),
            (first, second) => {
                let rule = match (first, second) {
                    (None, _) => Rule::DiscriminatorAdded,
                    (_, None) => Rule::DiscriminatorRemoved,
                    (Some(_), Some(_)) => Rule::DiscriminatorChanged,
                };
                let word = |one: Option<&Discriminator>| {
                    one.map_or_else(|| "no discriminator".to_owned(), words::discriminator)
                };
                self.note(rule, at, word(first), word(second));
                self.alternatives(at, a, b);
            }
        }
    }

    /// Branches that a member tells apart are the same when its value is.
    fn discriminated(
        &mut self,
        at: At<'d>,
        (a, first): (&'d [Schema], &'d Discriminator),
        (b, second): (&'d [Schema], &'d Discriminator),
    ) {
        let values = |from: &'d Discriminator, other: &'d Discriminator| -> Vec<&'d str> {
            let there = |value: &str| other.mapping.iter().any(|(known, _)| known == value);
            let values = from.mapping.iter().map(|(value, _)| value.as_str());
            values.filter(|value| !there(value)).collect()
        };
        let (gone, new) = (values(first, second), values(second, first));
        let rule = match (gone.is_empty(), new.is_empty()) {
            (true, true) => None,
            (false, true) => Some(Rule::AlternativeRemoved),
            (true, false) => Some(Rule::AlternativeAdded),
            (false, false) => Some(Rule::DiscriminatorChanged),
        };
        if let Some(rule) = rule {
            let word = words::discriminator;
            self.note(rule, at, word(first), word(second));
        }
        for (value, target) in &first.mapping {
            let other = second.mapping.iter().find(|(known, _)| known == value);
            let old = branch(a, target);
            let new = other.and_then(|(_, target)| branch(b, target));
            if let (Some(old), Some(new)) = (old, new) {
                self.schema(Pair { old, new });
            }
        }
    }

    /// Branches of which a value satisfies one or some.
    pub(super) fn alternatives(&mut self, at: At<'d>, a: &'d [Schema], b: &'d [Schema]) {
        let rules = [Rule::AlternativeRemoved, Rule::AlternativeAdded];
        self.parts(at, "alternative", (a, b), rules);
    }

    /// Parts of `allOf`.
    pub(super) fn demands(&mut self, at: At<'d>, a: &'d [Schema], b: &'d [Schema]) {
        let rules = [Rule::DemandRemoved, Rule::DemandAdded];
        self.parts(at, "demand", (a, b), rules);
    }

    fn parts(
        &mut self,
        at: At<'d>,
        noun: &str,
        (a, b): (&'d [Schema], &'d [Schema]),
        [removed, added]: [Rule; 2],
    ) {
        let matched = self.matched(a, b);
        for pair in matched.pairs {
            self.schema(pair);
        }
        let word = |part: &Schema| match &part.kind {
            Kind::Ref(name) => format!("{noun} `{name}`"),
            kind => format!("{noun} ({})", words::kind(kind)),
        };
        for part in matched.gone {
            let there = (&part.location, at.1);
            self.note(removed, there, word(part), format!("no {}", word(part)));
        }
        for part in matched.new {
            let there = (at.0, &part.location);
            self.note(added, there, format!("no {}", word(part)), word(part));
        }
    }

    /// First those of one name, then those that nothing tells apart, then the most alike.
    fn matched(&mut self, a: &'d [Schema], b: &'d [Schema]) -> Matched<'d> {
        let mut matched = Matched {
            pairs: Vec::new(),
            gone: a.iter().collect(),
            new: b.iter().collect(),
        };
        matched.take(|old, new| match (&old.kind, &new.kind) {
            (Kind::Ref(old), Kind::Ref(new)) => old == new,
            _ => false,
        });
        if matched.gone.len() != 1 || matched.new.len() != 1 {
            matched.take(|old, new| self.schemas.are_same(old, new));
        }
        let mut distances = Vec::new();
        for old in &matched.gone {
            for new in &matched.new {
                distances.push((self.schemas.distance(old, new), *old, *new));
            }
        }
        distances.sort_by_key(|(distance, _, _)| *distance);
        for (_, best, likest) in distances {
            matched.take(|old, new| ptr::eq(old, best) && ptr::eq(new, likest));
        }
        matched
    }
}

impl<'d> Matched<'d> {
    /// Moves what belongs together to the pairs.
    fn take(&mut self, mut belong: impl FnMut(&'d Schema, &'d Schema) -> bool) {
        let (pairs, new) = (&mut self.pairs, &mut self.new);
        self.gone.retain(|old| {
            let found = new.iter().position(|new| belong(old, new));
            if let Some(index) = found {
                let new = new.remove(index);
                pairs.push(Pair { old, new });
            }
            found.is_none()
        });
    }
}

fn branch<'d>(branches: &'d [Schema], name: &str) -> Option<&'d Schema> {
    let is_named = |schema: &&Schema| matches!(&schema.kind, Kind::Ref(target) if target == name);
    branches.iter().find(is_named)
}
