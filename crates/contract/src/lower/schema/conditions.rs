//! `not`, `if` and dependencies, written as choices.
//!
//! `if A then B else C` is `(A and B) or (not A and C)`. A dependency is such a condition: if the
//! member is there, then the rest.

use serde_json::{Map, Value};

use super::parts::Dependency;
use crate::{
    load::pointer,
    lower::Lowering,
    model::{Additional, Kind, ObjectRules, Property, Schema},
};

impl Lowering<'_> {
    pub(in crate::lower) fn negation(&mut self, value: &Value, place: &str) -> Schema {
        let refused = self.schema(value, place);
        let nullable = !refused.nullable && !matches!(refused.kind, Kind::Any | Kind::Null);
        let mut schema = self.bare(Kind::Not(Box::new(refused)), place);
        schema.nullable = nullable;
        schema
    }

    pub(in crate::lower) fn condition(
        &mut self,
        members: &Map<String, Value>,
        path: &str,
    ) -> Schema {
        let mut branch = |key: &str| {
            let place = pointer::join(path, key);
            members.get(key).map(|value| self.schema(value, &place))
        };
        let (test, then, otherwise) = (branch("if"), branch("then"), branch("else"));
        let Some(test) = test else {
            return self.bare(Kind::Any, path);
        };
        self.either(test, then, otherwise, path)
    }

    pub(in crate::lower) fn dependent(
        &mut self,
        name: &str,
        dependency: &Dependency<'_>,
        path: &str,
    ) -> Schema {
        let then = match dependency {
            Dependency::Members(names) => {
                let names = names.iter().filter_map(Value::as_str);
                self.having(names, path)
            }
            Dependency::Schema(schema, place) => self.schema(schema, place),
        };
        let test = self.having([name], path);
        self.either(test, Some(then), None, path)
    }

    fn either(
        &self,
        test: Schema,
        then: Option<Schema>,
        otherwise: Option<Schema>,
        path: &str,
    ) -> Schema {
        let negated = self.bare(Kind::Not(Box::new(test.clone())), path);
        let both = |first: Schema, second: Option<Schema>| match second {
            Some(second) => self.bare(Kind::AllOf(vec![first, second]), path),
            None => first,
        };
        let branches = vec![both(test, then), both(negated, otherwise)];
        self.bare(Kind::AnyOf(branches), path)
    }

    /// An object with at least these members.
    fn having<'n>(&self, names: impl IntoIterator<Item = &'n str>, path: &str) -> Schema {
        let properties = names.into_iter().map(|name| Property {
            name: name.to_owned(),
            required: true,
            schema: self.bare(Kind::Any, path),
        });
        let rules = ObjectRules {
            properties: properties.collect(),
            patterns: Vec::new(),
            additional: Additional::Open,
            min_properties: None,
            max_properties: None,
        };
        self.bare(Kind::Object(rules), path)
    }
}
