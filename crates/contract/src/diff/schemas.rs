//! Schemas, followed through references on both sides.

mod rules;

use std::{collections::HashSet, ptr};

use super::{
    Diff,
    resolved::{Resolved, values, whole},
    words,
};
use crate::{
    load::pointer,
    model::{Additional, Discriminator, Kind, Location, ObjectRules, Schema},
};

/// Pairs of schemas that have been compared, by where they stand in memory. Documents do not move
/// while they are compared, and have finitely many schemas, so comparing them ends.
type Seen = HashSet<(*const Schema, *const Schema)>;

impl Diff<'_> {
    /// Compares two schemas in the same place of the current operation.
    pub(super) fn schema(&mut self, subject: &str, ours: &Schema, theirs: &Schema) {
        self.schemas(subject, "", ours, theirs, &mut HashSet::new());
    }

    /// The same at `path` of the value.
    fn schemas(
        &mut self,
        subject: &str,
        path: &str,
        ours: &Schema,
        theirs: &Schema,
        seen: &mut Seen,
    ) {
        if !seen.insert((ptr::from_ref(ours), ptr::from_ref(theirs))) {
            return;
        }
        let (ours, theirs) = (
            Resolved::new(self.contract, ours),
            Resolved::new(self.server, theirs),
        );
        let place = if path.is_empty() {
            subject.to_owned()
        } else {
            format!("{subject}, {path}")
        };
        self.flags(&place, &ours, &theirs);
        let at = &ours.target.location;
        let (a, b) = (&ours.target.kind, &theirs.target.kind);
        if let (Some(a), Some(b)) = (values(a), values(b)) {
            self.values(&place, at, a, b);
            return;
        }
        match (a, b) {
            (Kind::Integer(a), Kind::Integer(b)) => {
                self.numbers(&place, at, &whole(a), &whole(b));
            }
            (Kind::Number(a), Kind::Number(b)) => self.numbers(&place, at, a, b),
            (Kind::String(a), Kind::String(b)) => self.strings(&place, at, a, b),
            (Kind::Array(a), Kind::Array(b)) => {
                self.array(&place, at, a, b);
                self.schemas(subject, &pointer::join(path, "*"), &a.items, &b.items, seen);
            }
            (Kind::Object(a), Kind::Object(b)) => {
                self.object(&place, at, a, b);
                self.members(subject, path, (a, b), seen);
            }
            (Kind::OneOf(a, first), Kind::OneOf(b, second)) => {
                self.discriminators(&place, at, first.as_ref(), second.as_ref());
                self.branches((subject, path), at, (a, b), seen);
            }
            (Kind::AnyOf(a), Kind::AnyOf(b)) => self.branches((subject, path), at, (a, b), seen),
            (Kind::Any, Kind::Any) | (Kind::Null, Kind::Null) | (Kind::Boolean, Kind::Boolean) => {}
            (a, b) => self.report(&place, at, words::kind(a), words::kind(b)),
        }
    }

    /// The members that both sides declare.
    fn members(
        &mut self,
        subject: &str,
        path: &str,
        (a, b): (&ObjectRules, &ObjectRules),
        seen: &mut Seen,
    ) {
        for property in &a.properties {
            let other = b
                .properties
                .iter()
                .find(|other| other.name == property.name);
            if let Some(other) = other {
                let path = pointer::join(path, &property.name);
                self.schemas(subject, &path, &property.schema, &other.schema, seen);
            }
        }
        if let (Additional::Schema(a), Additional::Schema(b)) = (&a.additional, &b.additional) {
            self.schemas(subject, &pointer::join(path, "*"), a, b, seen);
        }
    }

    fn discriminators(
        &mut self,
        place: &str,
        at: &Location,
        ours: Option<&Discriminator>,
        theirs: Option<&Discriminator>,
    ) {
        let words = |one: Option<&Discriminator>| {
            one.map_or_else(|| "no discriminator".to_owned(), words::discriminator)
        };
        if words(ours) != words(theirs) {
            self.report(place, at, words(ours), words(theirs));
        }
    }

    fn flags(&mut self, place: &str, ours: &Resolved<'_>, theirs: &Resolved<'_>) {
        let at = &ours.own;
        for (word, a, b) in [
            ("nullable", ours.nullable, theirs.nullable),
            ("write-only", ours.write_only, theirs.write_only),
            ("read-only", ours.read_only, theirs.read_only),
            ("deprecated", ours.deprecated, theirs.deprecated),
        ] {
            if a != b {
                self.report(place, at, words::not(a, word), words::not(b, word));
            }
        }
        if ours.default != theirs.default {
            let word = |value| words::value("default", value);
            self.report(place, at, word(ours.default), word(theirs.default));
        }
    }

    fn object(&mut self, place: &str, at: &Location, a: &ObjectRules, b: &ObjectRules) {
        self.fewest(
            "minProperties",
            place,
            at,
            a.min_properties,
            b.min_properties,
        );
        self.count(
            "maxProperties",
            place,
            at,
            a.max_properties,
            b.max_properties,
        );
        let sides = (
            words::additional(&a.additional),
            words::additional(&b.additional),
        );
        if sides.0 != sides.1 {
            self.report(place, at, sides.0, sides.1);
        }
        let absent = |from: &ObjectRules, other: &ObjectRules| -> Vec<String> {
            let there = |name: &str| other.properties.iter().any(|member| member.name == name);
            let gone = from.properties.iter().filter(|member| !there(&member.name));
            gone.map(|member| format!("member `{}`", member.name))
                .collect()
        };
        let (missing, surplus) = (absent(a, b), absent(b, a));
        // One gone and one new is one member with another name.
        if let ([gone], [new]) = (missing.as_slice(), surplus.as_slice()) {
            self.report(place, at, gone, new);
        } else {
            for gone in missing {
                let no = format!("no {gone}");
                self.report(place, at, gone, no);
            }
            for new in surplus {
                self.report(place, at, format!("no {new}"), new);
            }
        }
        for member in &a.properties {
            let other = b.properties.iter().find(|other| other.name == member.name);
            if let Some(other) = other.filter(|other| other.required != member.required) {
                let word = |required| format!("`{}` {}", member.name, words::required(required));
                self.report(place, at, word(member.required), word(other.required));
            }
        }
    }

    /// Branches in any order. Those without an equal are compared in the order that is left.
    fn branches(
        &mut self,
        (subject, path): (&str, &str),
        at: &Location,
        (a, b): (&[Schema], &[Schema]),
        seen: &mut Seen,
    ) {
        if a.len() != b.len() {
            let words = |branches: &[Schema]| format!("{} alternatives", branches.len());
            self.report(subject, at, words(a), words(b));
            return;
        }
        let mut left: Vec<&Schema> = b.iter().collect();
        let mut unequal = Vec::new();
        for branch in a {
            let equal = left
                .iter()
                .position(|other| self.is_equal(branch, other, seen));
            match equal {
                Some(index) => drop(left.remove(index)),
                None => unequal.push(branch),
            }
        }
        for (branch, other) in unequal.into_iter().zip(left) {
            self.schemas(subject, path, branch, other, seen);
        }
    }

    fn is_equal(&self, ours: &Schema, theirs: &Schema, seen: &Seen) -> bool {
        let mut trial = Diff {
            contract: self.contract,
            server: self.server,
            options: self.options,
            operation: String::new(),
            found: Vec::new(),
        };
        trial.schemas("", "", ours, theirs, &mut seen.clone());
        trial.found.is_empty()
    }
}
