//! The ways to prove who is calling. The model knows where a credential travels; where it comes
//! from, the flows of OAuth 2 and the rest, is compared as it stands in the documents.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Diff, Place, Rule, opaque, operations::whole, root_location, words};
use crate::{
    Document,
    load::pointer,
    model::{Carrier, SecurityScheme},
};

/// Members of a scheme that the model holds.
const MODELLED: [&str; 4] = ["name", "in", "scheme", "bearerFormat"];

impl Diff<'_> {
    /// A scheme that differs is named with the operations that ask for it.
    pub(super) fn security_schemes(&mut self) {
        let (old, new) = (self.old, self.new);
        for scheme in &old.security_schemes {
            let there = root_location(new, "/components/securitySchemes");
            match find(new, &scheme.name) {
                Some(other) if is_same(scheme, other) => self.flows(scheme, other),
                Some(other) => {
                    let place = whole(&scheme.location, &other.location);
                    let words = (credential(scheme), credential(other));
                    self.scheme(old, scheme, place, Rule::SecuritySchemeChanged, words);
                }
                None => {
                    let place = whole(&scheme.location, &there);
                    let name = format!("security scheme `{}`", scheme.name);
                    let words = (format!("the {name}"), format!("no {name}"));
                    self.scheme(old, scheme, place, Rule::SecuritySchemeRemoved, words);
                }
            }
        }
        let here = root_location(old, "/components/securitySchemes");
        for scheme in &new.security_schemes {
            if find(old, &scheme.name).is_none() {
                let place = whole(&here, &scheme.location);
                let name = format!("security scheme `{}`", scheme.name);
                let words = (format!("no {name}"), format!("the {name}"));
                self.scheme(new, scheme, place, Rule::SecuritySchemeAdded, words);
            }
        }
    }

    /// What the documents say of a scheme beyond the model.
    fn flows(&mut self, ours: &SecurityScheme, theirs: &SecurityScheme) {
        let (Some(mut old), Some(mut new)) = (raw(self.old, ours), raw(self.new, theirs)) else {
            return;
        };
        let (document, place) = (self.old, whole(&ours.location, &theirs.location));
        let (granted, grants) = (scopes(&mut old), scopes(&mut new));
        for (from, other, rule) in [
            (&granted, &grants, Rule::SecurityScopeRemoved),
            (&grants, &granted, Rule::SecurityScopeAdded),
        ] {
            for (flow, scope) in from.difference(other) {
                // A flow that is gone or new is told below.
                let there =
                    |document: &Value| document.pointer(&format!("/flows/{flow}")).is_some();
                if !there(&old) || !there(&new) {
                    continue;
                }
                let name = format!("scope `{scope}` of the flow `{flow}`");
                let words = (format!("the {name}"), format!("no {name}"));
                let words = match rule {
                    Rule::SecurityScopeAdded => (words.1, words.0),
                    _ => words,
                };
                self.scheme(document, ours, place, rule, words);
            }
        }
        let roots = (&self.old.bundled, &self.new.bundled);
        if let Some(found) = opaque::part(roots, &old, &new) {
            let word = |value: &str| format!("{value} at {}", found.pointer);
            let words = (word(&found.old), word(&found.new));
            self.scheme(document, ours, place, Rule::SecuritySchemeChanged, words);
        }
    }

    fn scheme(
        &mut self,
        document: &Document,
        scheme: &SecurityScheme,
        place: Place<'_>,
        rule: Rule,
        (old, new): (String, String),
    ) {
        let subject = format!("the security scheme `{}`", scheme.name);
        let users = document.operations.iter().filter(|operation| {
            let mut alternatives = operation.security.iter();
            alternatives.any(|one| one.schemes.contains(&scheme.name))
        });
        let mut users: Vec<String> = users.map(words::operation).collect();
        if users.is_empty() {
            users.push("the document".to_owned());
        }
        let rule = match rule {
            Rule::SecuritySchemeAdded | Rule::SecurityScopeAdded => rule,
            _ if asks_for(&document.bundled, &scheme.name) => rule,
            _ => Rule::UnusedSecuritySchemeChanged,
        };
        for user in users {
            self.operation = user;
            self.report(place.of(&subject), rule, old.clone(), new.clone());
        }
    }
}

/// Whether a `security` anywhere names the scheme: of the document, an operation or a callback.
fn asks_for(value: &Value, scheme: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| asks_for(item, scheme)),
        Value::Object(members) => {
            let alternatives = members.get("security").and_then(Value::as_array);
            let mut alternatives = alternatives.into_iter().flatten();
            alternatives.any(|one| one.get(scheme).is_some())
                || members.values().any(|value| asks_for(value, scheme))
        }
        _ => false,
    }
}

fn find<'d>(document: &'d Document, name: &str) -> Option<&'d SecurityScheme> {
    let mut schemes = document.security_schemes.iter();
    schemes.find(|scheme| scheme.name == name)
}

fn is_same(a: &SecurityScheme, b: &SecurityScheme) -> bool {
    a.carrier == b.carrier && a.bearer_format == b.bearer_format
}

/// A scheme as it stands in its document, without what the model holds.
fn raw(document: &Document, scheme: &SecurityScheme) -> Option<Value> {
    let place = pointer::join("/components/securitySchemes", &scheme.name);
    let mut raw = document.bundled.pointer(&place)?.clone();
    if let Value::Object(members) = &mut raw {
        members.retain(|key, _| !MODELLED.contains(&key.as_str()));
    }
    Some(raw)
}

/// Takes the scopes of every flow out of a scheme. What they are said to be for is prose.
fn scopes(scheme: &mut Value) -> BTreeSet<(String, String)> {
    let mut scopes = BTreeSet::new();
    let flows = scheme.get_mut("flows").and_then(Value::as_object_mut);
    for (flow, declared) in flows.into_iter().flatten() {
        let granted = declared
            .as_object_mut()
            .and_then(|flow| flow.shift_remove("scopes"));
        if let Some(Value::Object(granted)) = granted {
            scopes.extend(granted.into_iter().map(|(scope, _)| (flow.clone(), scope)));
        }
    }
    scopes
}

fn credential(scheme: &SecurityScheme) -> String {
    let place = match &scheme.carrier {
        Carrier::Bearer => "a bearer token".to_owned(),
        Carrier::Basic => "a name and a password".to_owned(),
        Carrier::Header(name) => format!("a key in the header `{name}`"),
        Carrier::Query(name) => format!("a key in the query parameter `{name}`"),
        Carrier::Cookie(name) => format!("a key in the cookie `{name}`"),
        Carrier::Http(name) => format!("the HTTP authentication `{name}`"),
        Carrier::MutualTls => "a certificate of the connection".to_owned(),
    };
    match &scheme.bearer_format {
        Some(format) => format!("{place} of the format `{format}`"),
        None => place,
    }
}
