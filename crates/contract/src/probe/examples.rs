//! Values that a schema admits: its examples where it has any, else made from its rules.

use serde_json::{Map, Value};

use super::scalars;
use crate::{
    Document,
    model::{Additional, ArrayRules, Discriminator, Kind, ObjectRules, Property, Schema},
};

/// How deep a made value may go; a recursive schema ends there.
const DEPTH: usize = 8;

/// How many branches of a choice are tried.
const CHOICES: usize = 6;

/// A value of the schema that says as much as possible: optional members are there too.
pub(super) fn example(document: &Document, schema: &Schema) -> Option<Value> {
    examples(document, schema).next()
}

/// Values of the schema, the fullest first. Rules that bear on each other may refuse some of them.
pub(super) fn examples<'d>(
    document: &'d Document,
    schema: &'d Schema,
) -> impl Iterator<Item = Value> + 'd {
    let makers = [true, false].into_iter().flat_map(move |full| {
        (0..CHOICES).map(move |choice| Maker {
            document,
            choice,
            full,
        })
    });
    makers.filter_map(|maker| maker.made(schema, DEPTH))
}

#[derive(Clone, Copy)]
struct Maker<'d> {
    document: &'d Document,
    /// Which branch of every choice is taken.
    choice: usize,
    /// Whether optional members are there.
    full: bool,
}

/// What all parts of a schema say of one object.
#[derive(Default)]
struct Parts<'d> {
    rules: Vec<&'d ObjectRules>,
    told: Map<String, Value>,
    /// Discriminators, each with the values that lead to the branch taken.
    told_apart: Vec<(&'d str, Vec<&'d str>)>,
}

impl<'d> Maker<'d> {
    fn made(self, schema: &'d Schema, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let target = self.document.resolve(schema);
        let is_object = matches!(target.kind, Kind::Object(_));
        let own = || schema.examples.iter().chain(&target.examples);
        let told = own()
            .find(|value| !value.is_null())
            .or_else(|| own().next());
        let told = told.or(schema.default.as_ref()).or(target.default.as_ref());
        if let Some(value) = told.filter(|_| !is_object) {
            return Some(value.clone());
        }
        let mut parts = Parts::default();
        self.gather(target, depth, &mut parts);
        if !parts.rules.is_empty() {
            return Some(self.object(parts, depth));
        }
        match &target.kind {
            Kind::Boolean => Some(Value::Bool(true)),
            Kind::Integer(rules) => Some(scalars::number(rules, true)),
            Kind::Number(rules) => Some(scalars::number(rules, false)),
            Kind::String(rules) => scalars::text(rules).map(Value::from),
            Kind::Enum(values) => self.chosen(values).cloned(),
            Kind::Const(value) => Some(value.clone()),
            Kind::Array(rules) => self.array(rules, depth),
            Kind::OneOf(branches, _) | Kind::AnyOf(branches) => {
                self.made(self.chosen(branches)?, depth)
            }
            Kind::AllOf(branches) => self.made(self.chosen(branches)?, depth),
            Kind::Any | Kind::Null | Kind::Ref(_) | Kind::Object(_) | Kind::Not(_) => {
                Some(Value::Null)
            }
        }
    }

    fn chosen<'v, V>(&self, all: &'v [V]) -> Option<&'v V> {
        all.get(self.choice.checked_rem(all.len())?)
    }

    /// The parts of a schema that speak of objects, with the branch taken of every choice.
    fn gather(self, schema: &'d Schema, depth: usize, parts: &mut Parts<'d>) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let target = self.document.resolve(schema);
        match &target.kind {
            Kind::Object(rules) => {
                parts.rules.push(rules);
                let told = target.examples.iter().find_map(Value::as_object);
                for (name, value) in told.into_iter().flatten() {
                    let told = parts.told.entry(name.clone());
                    told.or_insert_with(|| value.clone());
                }
            }
            Kind::AllOf(all) => {
                for part in all {
                    self.gather(part, depth, parts);
                }
            }
            Kind::OneOf(branches, discriminator) => {
                let Some(branch) = self.chosen(branches) else {
                    return;
                };
                self.gather(branch, depth, parts);
                if let (Some(discriminator), Kind::Ref(name)) = (discriminator, &branch.kind) {
                    let values = values(discriminator, name);
                    parts.told_apart.push((&discriminator.property, values));
                }
            }
            Kind::AnyOf(branches) => {
                if let Some(branch) = self.chosen(branches) {
                    self.gather(branch, depth, parts);
                }
            }
            _ => {}
        }
    }

    /// The object's own example, completed with what its members say.
    fn object(self, parts: Parts<'d>, depth: usize) -> Value {
        let mut members = parts.told;
        let properties = || parts.rules.iter().flat_map(|rules| &rules.properties);
        for property in properties() {
            let of_name = || properties().filter(|other| other.name == property.name);
            let is_wanted = self.full || of_name().any(|other| other.required);
            if !is_wanted || members.contains_key(&property.name) {
                continue;
            }
            // A part may only ask for a member that another part describes.
            let says = |other: &&Property| !matches!(other.schema.kind, Kind::Any);
            let described = of_name().find(says).unwrap_or(property);
            if let Some(value) = self.made(&described.schema, depth) {
                members.insert(property.name.clone(), value);
            }
        }
        for (property, values) in parts.told_apart {
            let known = members.get(property).and_then(Value::as_str);
            if !known.is_some_and(|known| values.contains(&known)) {
                let value = values.first().map(|value| Value::from(*value));
                members.extend(value.map(|value| (property.to_owned(), value)));
            }
        }
        for rules in parts.rules {
            self.further(rules, &mut members, depth);
        }
        Value::Object(members)
    }

    /// As many further members as the object needs.
    fn further(self, rules: &'d ObjectRules, members: &mut Map<String, Value>, depth: usize) {
        let value = match &rules.additional {
            Additional::Open => Some(Value::from("a")),
            Additional::Closed => None,
            Additional::Schema(schema) => self.made(schema, depth),
        };
        let least = usize::try_from(rules.min_properties.unwrap_or_default());
        let least = least.unwrap_or_default().min(LARGEST);
        for number in 1..=least {
            if let (Some(value), true) = (&value, members.len() < least) {
                members.insert(format!("member{number}"), value.clone());
            }
        }
    }

    /// A list of one item, or of as many as it needs: different ones where no two may be equal.
    fn array(self, rules: &'d ArrayRules, depth: usize) -> Option<Value> {
        if rules.max_items == Some(0) {
            return Some(Value::Array(Vec::new()));
        }
        let least = usize::try_from(rules.min_items.unwrap_or_default());
        let least = least.unwrap_or_default().clamp(1, LARGEST);
        let item = self.made(&rules.items, depth)?;
        let mut items = vec![item.clone()];
        if !rules.unique_items {
            items.resize(least, item);
            return Some(Value::Array(items));
        }
        for number in 1..LARGEST {
            if items.len() >= least {
                break;
            }
            let choice = self.choice + number;
            let other = Self { choice, ..self }.made(&rules.items, depth);
            let others = [other, scalars::varied(&item, number)];
            let mut others = others.into_iter().flatten();
            let other = others.find(|other| !items.contains(other));
            items.extend(other);
        }
        Some(Value::Array(items))
    }
}

/// How many items or members a made value has at most.
const LARGEST: usize = 1_000;

/// The values of a discriminator that lead to a schema.
fn values<'d>(discriminator: &'d Discriminator, name: &'d str) -> Vec<&'d str> {
    let mapping = discriminator.mapping.iter();
    let own = mapping.filter(|(_, target)| target == name);
    let own: Vec<&str> = own.map(|(value, _)| value.as_str()).collect();
    if own.is_empty() { vec![name] } else { own }
}
