//! Values that a schema should admit, made from the schema as it is written.
//!
//! What is made is a good guess, not a proof: both judges see it whatever it is. So a maker reads
//! the plain JSON and knows nothing of the model that the generator works from.

mod numbers;

use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

use crate::text;

/// How deep optional members and items are made.
const DEPTH: u32 = 5;

/// Makes values of one contract, always the same ones.
pub(crate) struct Maker<'c> {
    contract: &'c Value,
    runner: TestRunner,
}

impl<'c> Maker<'c> {
    pub(crate) fn new(contract: &'c Value) -> Self {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        Self {
            contract,
            runner: TestRunner::new_with_rng(Default::default(), rng),
        }
    }

    /// A reference to the schema of that pointer.
    pub(crate) fn at(pointer: &str) -> Value {
        json!({"$ref": format!("#{pointer}")})
    }

    /// A value of that schema.
    pub(crate) fn value(&mut self, schema: &Value) -> Value {
        self.made(schema, DEPTH)
    }

    /// A number below `below`.
    pub(crate) fn pick(&mut self, below: usize) -> usize {
        self.draw(0..below.max(1))
    }

    /// One of these.
    pub(crate) fn one_of<'v, T>(&mut self, all: &'v [T]) -> Option<&'v T> {
        let index = self.pick(all.len());
        all.get(index)
    }

    /// The schema that references lead to.
    pub(crate) fn follow<'v>(&self, schema: &'v Value) -> &'v Value
    where
        'c: 'v,
    {
        let mut current = schema;
        for _ in 0..32 {
            let reference = current.get("$ref").and_then(Value::as_str);
            let only = current
                .as_object()
                .is_some_and(|members| members.len() == 1);
            match reference.and_then(|reference| self.target(reference)) {
                Some(next) if only => current = next,
                _ => break,
            }
        }
        current
    }

    fn target(&self, reference: &str) -> Option<&'c Value> {
        self.contract.pointer(reference.strip_prefix('#')?)
    }

    pub(crate) fn runner(&mut self) -> &mut TestRunner {
        &mut self.runner
    }

    pub(crate) fn draw<S: proptest::strategy::Strategy>(&mut self, strategy: S) -> S::Value
    where
        S::Value: Default,
    {
        let tree = strategy.new_tree(&mut self.runner);
        tree.map(|tree| tree.current()).unwrap_or_default()
    }

    fn made(&mut self, schema: &Value, depth: u32) -> Value {
        let Some(members) = schema.as_object() else {
            return self.anything();
        };
        let mut made: Option<Value> = None;
        if let Some(target) = self.reference(members) {
            made = Some(self.made(target, depth.saturating_sub(1)));
        }
        for part in list(members, "allOf") {
            let value = self.made(part, depth);
            made = Some(joined(made, value));
        }
        for choice in ["oneOf", "anyOf"] {
            let branches: Vec<&Value> = list(members, choice).collect();
            if let Some(branch) = self.branch(&branches, depth) {
                let value = self.made(branch, depth);
                made = Some(joined(made, value));
            }
        }
        if made.is_none() || says_more(members) {
            let mut value = self.own(members, depth);
            keep_declared(made.as_ref(), &mut value, members);
            made = Some(joined(made, value));
        }
        made.unwrap_or_default()
    }

    fn reference(&self, members: &Map<String, Value>) -> Option<&'c Value> {
        self.target(members.get("$ref")?.as_str()?)
    }

    /// Any branch; at the end of the depth one that needs no more of it.
    fn branch<'v>(&mut self, branches: &[&'v Value], depth: u32) -> Option<&'v Value> {
        if depth == 0 {
            let flat = branches.iter().find(|branch| branch.get("type").is_some());
            return flat.or(branches.first()).copied();
        }
        self.one_of(branches).copied()
    }

    fn own(&mut self, members: &Map<String, Value>, depth: u32) -> Value {
        if let Some(value) = members.get("const") {
            return value.clone();
        }
        if let Some(Value::Array(values)) = members.get("enum") {
            return self.one_of(values).cloned().unwrap_or_default();
        }
        if let Some(Value::Array(told)) = members.get("examples")
            && self.pick(3) == 0
        {
            return self.one_of(told).cloned().unwrap_or_default();
        }
        let types: Vec<&str> = match members.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ if members.contains_key("properties") => vec!["object"],
            _ => {
                return if says_more(members) {
                    json!({})
                } else {
                    self.anything()
                };
            }
        };
        match self.one_of(&types).copied() {
            Some("object") => self.object(members, depth),
            Some("array") => self.array(members, depth),
            Some("string") => Value::from(text::made(self, members)),
            Some("integer") => self.integer(members),
            Some("number") => self.number(members),
            Some("boolean") => Value::from(self.pick(2) == 1),
            _ => Value::Null,
        }
    }

    fn anything(&mut self) -> Value {
        let all = [
            json!(null),
            json!(true),
            json!(7),
            json!(-0.5),
            json!("text"),
            json!([1, "a"]),
            json!({"a": 1}),
        ];
        self.one_of(&all).cloned().unwrap_or_default()
    }

    fn object(&mut self, members: &Map<String, Value>, depth: u32) -> Value {
        let required: Vec<&str> = list(members, "required")
            .filter_map(Value::as_str)
            .collect();
        let mut made = Map::new();
        let declared = members.get("properties").and_then(Value::as_object);
        for (name, schema) in declared.into_iter().flatten() {
            let wanted = depth > 0 && self.pick(2) == 1;
            if wanted || required.contains(&name.as_str()) {
                let value = self.made(schema, depth.saturating_sub(1));
                made.insert(name.clone(), value);
            }
        }
        for name in required {
            if !made.contains_key(name) {
                let value = self.anything();
                made.insert(name.to_owned(), value);
            }
        }
        self.further(members, depth, &mut made);
        Value::Object(made)
    }

    /// Members beyond the declared ones, where they are admitted.
    fn further(&mut self, members: &Map<String, Value>, depth: u32, made: &mut Map<String, Value>) {
        let additional = members.get("additionalProperties");
        let least = count(members, "minProperties").unwrap_or(0);
        let wanted = least.saturating_sub(made.len()).max(self.pick(2));
        if additional == Some(&Value::Bool(false)) || depth == 0 && made.len() >= least {
            return;
        }
        for number in 0..wanted {
            let value = match additional {
                Some(schema) if schema.is_object() => self.made(schema, depth.saturating_sub(1)),
                _ => self.anything(),
            };
            made.insert(format!("further-{number}"), value);
        }
    }

    fn array(&mut self, members: &Map<String, Value>, depth: u32) -> Value {
        let least = count(members, "minItems").unwrap_or(0);
        let most = count(members, "maxItems")
            .unwrap_or(least + 3)
            .min(least + 3);
        let wanted = if depth == 0 {
            least
        } else {
            self.draw(least..=most.max(least))
        };
        let anything = json!({});
        let items = members.get("items").unwrap_or(&anything);
        let mut made: Vec<Value> = Vec::new();
        let unique = members.get("uniqueItems") == Some(&Value::Bool(true));
        for _ in 0..wanted * 3 {
            let item = self.made(items, depth.saturating_sub(1));
            if made.len() < wanted && !(unique && made.contains(&item)) {
                made.push(item);
            }
        }
        Value::Array(made)
    }
}

/// Whether a schema has rules of its own beside references and choices.
fn says_more(members: &Map<String, Value>) -> bool {
    let own = ["type", "properties", "enum", "const", "required", "items"];
    own.iter().any(|key| members.contains_key(*key))
}

/// What a part has made of a member goes before what was made of one that is required only.
fn keep_declared(made: Option<&Value>, own: &mut Value, members: &Map<String, Value>) {
    let declared = members.get("properties").and_then(Value::as_object);
    let is_declared = |name: &String| declared.is_some_and(|all| all.contains_key(name));
    let known = made.and_then(Value::as_object).into_iter().flatten();
    if let Some(own) = own.as_object_mut() {
        for (name, value) in known.filter(|(name, _)| !is_declared(name)) {
            if let Some(place) = own.get_mut(name) {
                place.clone_from(value);
            }
        }
    }
}

/// Both at once: members of objects together, else the later one.
fn joined(first: Option<Value>, second: Value) -> Value {
    match (first, second) {
        (Some(Value::Object(mut first)), Value::Object(second)) => {
            first.extend(second);
            Value::Object(first)
        }
        (_, second) => second,
    }
}

pub(crate) fn list<'v>(
    members: &'v Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'v Value> + use<'v> {
    members
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

pub(crate) fn count(members: &Map<String, Value>, key: &str) -> Option<usize> {
    let count = members.get(key).and_then(Value::as_u64)?;
    usize::try_from(count).ok()
}
