//! Demands that add nothing to those beside them.
//!
//! Without them a reference stays a reference, and what it leads to keeps its name.

use serde_json::Value;

use super::parts::Rule;
use crate::{load::normalise::is_annotation, lower::Lowering};

/// Longest chain of references and lists that is looked through.
const MAX_HOPS: usize = 16;

impl Lowering<'_> {
    /// Drops items of `allOf` that are only prose, and a type that the rest has anyhow.
    pub(super) fn drop_redundant(&self, rules: &mut Vec<Rule<'_>>) {
        let prose = |rule: &Rule<'_>| match rule {
            Rule::Inner(Value::Object(members), _) => members.keys().all(|key| is_annotation(key)),
            _ => false,
        };
        if rules.len() > 1 && !rules.iter().all(prose) {
            rules.retain(|rule| !prose(rule));
        }
        let Some(Rule::Own(own)) = rules.last() else {
            return;
        };
        let Some(name) = own.get("type").filter(|_| own.len() == 1) else {
            return;
        };
        let Some(name) = name.as_str().map(str::to_owned) else {
            return;
        };
        let others = rules.get(..rules.len() - 1).unwrap_or_default();
        if others.iter().any(|rule| self.rule_is(rule, &name)) {
            rules.pop();
        }
    }

    fn rule_is(&self, rule: &Rule<'_>, name: &str) -> bool {
        match rule {
            Rule::Ref(target) => self.target_is(target, name, 0),
            Rule::Inner(value, _) => self.is_of(value, name, 0),
            Rule::Alternatives(_, branches) => {
                !branches.is_empty() && branches.iter().all(|one| self.is_of(one, name, 0))
            }
            _ => false,
        }
    }

    fn target_is(&self, target: &str, name: &str, hops: usize) -> bool {
        let schemas = self.root.pointer("/components/schemas");
        let value = schemas.and_then(|schemas| schemas.get(target));
        value.is_some_and(|value| self.is_of(value, name, hops + 1))
    }

    /// Whether everything that a schema admits is of that type.
    fn is_of(&self, value: &Value, name: &str, hops: usize) -> bool {
        if hops > MAX_HOPS {
            return false;
        }
        if let Some(given) = value.get("type") {
            return given.as_str() == Some(name);
        }
        if let Some(target) = value.get("$ref").and_then(Value::as_str)
            && let Some(target) = super::component(target)
            && self.target_is(&target, name, hops)
        {
            return true;
        }
        let list = |key: &str| {
            value
                .get(key)
                .and_then(Value::as_array)
                .filter(|list| !list.is_empty())
        };
        let fits = |one: &Value| self.is_of(one, name, hops + 1);
        list("allOf").is_some_and(|all| all.iter().any(fits))
            || list("oneOf").is_some_and(|one| one.iter().all(fits))
            || list("anyOf").is_some_and(|any| any.iter().all(fits))
    }
}
