//! Two schemas in the same place: their flags, and what values they admit.

use serde_json::Value;

use super::{
    Pair,
    notes::{Audience, Walk},
};
use crate::{
    diff::{
        resolved::{Resolved, same_value, values},
        rule::Rule,
        words,
    },
    model::{Kind, Location, Schema},
};

impl<'d> Walk<'_, 'd> {
    /// Compares two uses of schemas, and what they use unless it stands elsewhere.
    pub(super) fn schema(&mut self, pair: Pair<'d>) {
        let (old, new) = self.schemas.resolve(pair);
        let is_shared = |flag: fn(&Resolved<'_>) -> bool| flag(&old) && flag(&new);
        let audience = match (
            is_shared(|one| one.read_only),
            is_shared(|one| one.write_only),
        ) {
            (false, false) => Audience::Both,
            (true, false) => Audience::Responses,
            (false, true) => Audience::Requests,
            (true, true) => Audience::Nobody,
        };
        self.before(audience, |walk| {
            walk.flags(&old, &new);
            let targets = Pair {
                old: old.target,
                new: new.target,
            };
            if old.is_named || new.is_named {
                walk.named(targets);
            } else {
                walk.kinds(targets);
            }
        });
    }

    fn flags(&mut self, old: &Resolved<'d>, new: &Resolved<'d>) {
        let at = (old.own, new.own);
        for (word, a, b, rules) in [
            (
                "nullable",
                old.nullable,
                new.nullable,
                [Rule::NullAdmitted, Rule::NullRefused],
            ),
            (
                "write-only",
                old.write_only,
                new.write_only,
                [Rule::WriteOnlyAdded, Rule::WriteOnlyRemoved],
            ),
            (
                "read-only",
                old.read_only,
                new.read_only,
                [Rule::ReadOnlyAdded, Rule::ReadOnlyRemoved],
            ),
            (
                "deprecated",
                old.deprecated,
                new.deprecated,
                [Rule::Deprecated, Rule::Restored],
            ),
        ] {
            let [gained, lost] = rules;
            if a != b {
                let rule = if b { gained } else { lost };
                self.note(rule, at, words::not(a, word), words::not(b, word));
            }
        }
        let rule = match (old.default, new.default) {
            (None, None) => return,
            (Some(a), Some(b)) if same_value(a, b) => return,
            (None, Some(_)) => Rule::DefaultAdded,
            (Some(_), None) => Rule::DefaultRemoved,
            (Some(_), Some(_)) => Rule::DefaultChanged,
        };
        let word = |value| words::value("default", value);
        self.note(rule, at, word(old.default), word(new.default));
    }

    /// Compares what two schemas admit, null aside.
    pub(super) fn kinds(&mut self, pair: Pair<'d>) {
        let at = (&pair.old.location, &pair.new.location);
        let (a, b) = (&pair.old.kind, &pair.new.kind);
        if let (Some(a), Some(b)) = (values(a), values(b)) {
            return self.values(at, a, b);
        }
        match (a, b) {
            (Kind::Any, Kind::Any) | (Kind::Null, Kind::Null) | (Kind::Boolean, Kind::Boolean) => {}
            (Kind::Integer(a), Kind::Integer(b)) => self.numbers(at, a, b, true),
            (Kind::Number(a), Kind::Number(b)) => self.numbers(at, a, b, false),
            (Kind::Integer(first), Kind::Number(second))
            | (Kind::Number(first), Kind::Integer(second)) => {
                self.other_kind(at, pair);
                self.numbers(at, first, second, false);
            }
            (Kind::String(a), Kind::String(b)) => self.strings(at, a, b),
            (Kind::Array(a), Kind::Array(b)) => {
                self.array(at, a, b);
                let items = Pair {
                    old: &a.items,
                    new: &b.items,
                };
                self.at("*", |walk| walk.schema(items));
            }
            (Kind::Object(a), Kind::Object(b)) => self.object(at, a, b),
            (Kind::OneOf(a, first), Kind::OneOf(b, second)) => {
                self.one_of(at, (a, first.as_ref()), (b, second.as_ref()));
            }
            (Kind::AnyOf(a), Kind::AnyOf(b)) => self.alternatives(at, a, b),
            (Kind::OneOf(branches, _), Kind::AnyOf(others)) => {
                self.note(Rule::ChoiceWidened, at, words::kind(a), words::kind(b));
                self.alternatives(at, branches, others);
            }
            (Kind::AnyOf(branches), Kind::OneOf(others, _)) => {
                self.note(Rule::ChoiceNarrowed, at, words::kind(a), words::kind(b));
                self.alternatives(at, branches, others);
            }
            (Kind::AllOf(a), Kind::AllOf(b)) => self.demands(at, a, b),
            (Kind::Not(old), Kind::Not(new)) => {
                self.turned(|walk| walk.schema(Pair { old, new }));
            }
            _ => self.other_kind(at, pair),
        }
    }

    /// Two kinds that are not compared part by part.
    fn other_kind(&mut self, at: (&'d Location, &'d Location), pair: Pair<'d>) {
        let rule = if self.admits(pair.new, pair.old, true) {
            Rule::TypeWidened
        } else if self.admits(pair.old, pair.new, false) {
            Rule::TypeNarrowed
        } else {
            Rule::TypeChanged
        };
        let (a, b) = (&pair.old.kind, &pair.new.kind);
        self.note(rule, at, words::kind(a), words::kind(b));
    }

    /// Whether every value of `narrow` is plainly one of `wide` too; `is_new` tells whether `wide`
    /// belongs to the new document.
    fn admits(&mut self, wide: &'d Schema, narrow: &'d Schema, is_new: bool) -> bool {
        let mut same = |wide: &'d Schema, narrow: &'d Schema| {
            let (old, new) = if is_new {
                (narrow, wide)
            } else {
                (wide, narrow)
            };
            self.schemas.are_same(old, new)
        };
        match (&wide.kind, &narrow.kind) {
            (Kind::Any, _) | (Kind::Number(_), Kind::Integer(_)) => true,
            (_, Kind::AllOf(parts)) => parts.iter().any(|part| same(wide, part)),
            (Kind::AnyOf(branches) | Kind::OneOf(branches, None), _) => {
                branches.iter().any(|branch| same(branch, narrow))
            }
            (plain, listed) => {
                let fits = |value: &Value| admits_value(plain, value);
                values(listed).is_some_and(|values| values.iter().all(fits))
            }
        }
    }
}

/// Whether a type without rules admits a value.
fn admits_value(plain: &Kind, value: &Value) -> bool {
    match plain {
        Kind::Boolean => value.is_boolean(),
        Kind::String(rules) => value.is_string() && rules.is_free(),
        Kind::Integer(rules) => (value.is_i64() || value.is_u64()) && *rules == Default::default(),
        Kind::Number(rules) => value.is_number() && *rules == Default::default(),
        _ => false,
    }
}
