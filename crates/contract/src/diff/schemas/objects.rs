//! Members of objects: declared, by a pattern of names, and all others.

use super::{
    Pair,
    notes::{Audience, Walk},
};
use crate::{
    diff::{resolved::Resolved, rule::Rule, words},
    model::{Additional, Location, ObjectRules, Property, Schema},
};

/// Where both documents say it.
type At<'d> = (&'d Location, &'d Location);

impl<'d> Walk<'_, 'd> {
    pub(super) fn object(&mut self, at: At<'d>, a: &'d ObjectRules, b: &'d ObjectRules) {
        let rules = [Rule::MinPropertiesRaised, Rule::MinPropertiesLowered];
        let limits = (a.min_properties, b.min_properties);
        self.fewest(at, "minProperties", limits, rules);
        let rules = [Rule::MaxPropertiesLowered, Rule::MaxPropertiesRaised];
        let limits = (a.max_properties, b.max_properties);
        self.most(at, "maxProperties", limits, rules);
        self.additional(at, a, b);
        self.names(at, a, b);
        for old in &a.properties {
            let Some(new) = b.properties.iter().find(|other| other.name == old.name) else {
                continue;
            };
            self.required(at, old, new);
            let pair = Pair {
                old: &old.schema,
                new: &new.schema,
            };
            self.at(&old.name, |walk| walk.schema(pair));
        }
        self.patterns(at, a, b);
    }

    fn required(&mut self, at: At<'d>, old: &'d Property, new: &'d Property) {
        if old.required == new.required {
            return;
        }
        // What must be there now is as the new contract marks it, what was there as the old one.
        let (rule, audience) = if new.required {
            (Rule::PropertyRequired, self.audience_of(&new.schema, false))
        } else {
            (Rule::PropertyOptional, self.audience_of(&old.schema, true))
        };
        let word = |one: &Property| format!("`{}` {}", one.name, words::required(one.required));
        self.before(audience, |walk| walk.note(rule, at, word(old), word(new)));
    }

    fn additional(&mut self, at: At<'d>, a: &'d ObjectRules, b: &'d ObjectRules) {
        let rule = match (&a.additional, &b.additional) {
            (Additional::Closed, Additional::Closed) => return,
            (old, new) if old.is_anything() && new.is_anything() => return,
            (Additional::Schema(old), Additional::Schema(new)) => {
                return self.at("*", |walk| walk.schema(Pair { old, new }));
            }
            (Additional::Open, _) | (_, Additional::Closed) => Rule::FurtherNarrowed,
            (_, Additional::Open) | (Additional::Closed, _) => Rule::FurtherWidened,
        };
        let word = |rules: &ObjectRules| words::additional(&rules.additional);
        self.note(rule, at, word(a), word(b));
    }

    /// Which members are declared.
    fn names(&mut self, at: At<'d>, a: &'d ObjectRules, b: &'d ObjectRules) {
        let absent = |from: &'d ObjectRules, other: &ObjectRules| -> Vec<&'d Property> {
            let there = |name: &str| other.properties.iter().any(|member| member.name == name);
            let gone = from.properties.iter().filter(|member| !there(&member.name));
            gone.collect()
        };
        let word = |member: &Property| format!("member `{}`", member.name);
        let (missing, surplus) = (absent(a, b), absent(b, a));
        // One gone and one new that is the same is one member with another name.
        if let ([gone], [new]) = (missing.as_slice(), surplus.as_slice())
            && gone.required == new.required
            && self.schemas.are_same(&gone.schema, &new.schema)
        {
            return self.note(Rule::PropertyRenamed, at, word(gone), word(new));
        }
        let was_closed = matches!(a.additional, Additional::Closed);
        let is_closed = matches!(b.additional, Additional::Closed);
        for gone in missing {
            let rule = match (gone.required, is_closed) {
                (false, false) => Rule::PropertyRemoved,
                (false, true) => Rule::PropertyRefused,
                (true, false) => Rule::RequiredPropertyRemoved,
                (true, true) => Rule::RequiredPropertyRefused,
            };
            let no = format!("no {}", word(gone));
            let audience = self.audience_of(&gone.schema, true);
            self.before(audience, |walk| walk.note(rule, at, word(gone), no));
        }
        for new in surplus {
            let rule = match (new.required, was_closed) {
                (false, false) => Rule::PropertyAdded,
                (false, true) => Rule::PropertyAdmitted,
                (true, false) => Rule::RequiredPropertyAdded,
                (true, true) => Rule::RequiredPropertyAdmitted,
            };
            let no = format!("no {}", word(new));
            let audience = self.audience_of(&new.schema, false);
            self.before(audience, |walk| walk.note(rule, at, no, word(new)));
        }
    }

    /// Who gets to see a member.
    fn audience_of(&self, schema: &'d Schema, is_old: bool) -> Audience {
        let named = if is_old {
            &self.schemas.old
        } else {
            &self.schemas.new
        };
        let member = Resolved::new(named, schema);
        match (member.read_only, member.write_only) {
            (false, false) => Audience::Both,
            (true, false) => Audience::Responses,
            (false, true) => Audience::Requests,
            (true, true) => Audience::Nobody,
        }
    }

    /// `patternProperties`.
    fn patterns(&mut self, at: At<'d>, a: &'d ObjectRules, b: &'d ObjectRules) {
        let find = |rules: &'d ObjectRules, pattern: &str| {
            let mut patterns = rules.patterns.iter();
            patterns.find(|(other, _)| other == pattern)
        };
        let word = |pattern: &str| format!("members that match `{}`", pattern.escape_debug());
        for (pattern, old) in &a.patterns {
            match find(b, pattern) {
                Some((_, new)) => self.at("*", |walk| walk.schema(Pair { old, new })),
                None => {
                    let rule = match b.additional {
                        Additional::Closed => Rule::PatternPropertyNarrowed,
                        Additional::Open | Additional::Schema(_) => Rule::PatternPropertyWidened,
                    };
                    self.note(rule, at, word(pattern), format!("no {}", word(pattern)));
                }
            }
        }
        for (pattern, _) in &b.patterns {
            if find(a, pattern).is_none() {
                let rule = match a.additional {
                    Additional::Closed => Rule::PatternPropertyWidened,
                    Additional::Open | Additional::Schema(_) => Rule::PatternPropertyNarrowed,
                };
                self.note(rule, at, format!("no {}", word(pattern)), word(pattern));
            }
        }
    }
}
