//! What the model does not hold: links, callbacks and webhooks, and the method `TRACE`.

use serde_json::{Map, Value};

use super::{
    Diff, Place, Rule, opaque,
    operations::{raw, whole},
    root_location,
};
use crate::{
    Document,
    load::OMITTED,
    model::{Operation, Response},
};

impl Diff<'_> {
    pub(super) fn links(&mut self, place: Place<'_>, ours: &Response, theirs: &Response) {
        for name in names(&ours.links, &theirs.links) {
            let sides = (bare(ours.links.get(name)), bare(theirs.links.get(name)));
            let rule = match &sides {
                (a, b) if a == b => continue,
                (_, None) => Rule::LinkRemoved,
                (None, _) => Rule::LinkAdded,
                (Some(_), Some(_)) => Rule::LinkChanged,
            };
            let word = |link: &Option<Value>| match link {
                Some(link) => format!("the link `{name}` as {link}"),
                None => format!("no link `{name}`"),
            };
            self.report(place, rule, word(&sides.0), word(&sides.1));
        }
    }

    pub(super) fn callbacks(&mut self, ours: &Operation, theirs: &Operation) {
        let callbacks = |raw: Option<&Value>| members(opaque::member(raw, "callbacks"));
        let old = callbacks(raw(self.old, ours));
        let new = callbacks(raw(self.new, theirs));
        let rules = [
            Rule::CallbackRemoved,
            Rule::CallbackAdded,
            Rule::CallbackChanged,
        ];
        let place = whole(&ours.location, &theirs.location);
        self.as_written(place, "callback", (&old, &new), rules);
    }

    pub(super) fn webhooks(&mut self) {
        "the document".clone_into(&mut self.operation);
        let old = members(opaque::member(Some(&self.old.bundled), "webhooks"));
        let new = members(opaque::member(Some(&self.new.bundled), "webhooks"));
        let rules = [
            Rule::WebhookRemoved,
            Rule::WebhookAdded,
            Rule::WebhookChanged,
        ];
        let there = (
            root_location(self.old, "/webhooks"),
            root_location(self.new, "/webhooks"),
        );
        self.as_written(whole(&there.0, &there.1), "webhook", (&old, &new), rules);
    }

    /// Operations that the model does not hold.
    pub(super) fn traces(&mut self) {
        "the document".clone_into(&mut self.operation);
        let traces = |document: &Document| -> Map<String, Value> {
            let items = members(document.bundled.get("paths")).into_iter();
            let traces = items.filter_map(|(path, item)| {
                let trace = opaque::member(Some(&item), "trace")?;
                Some((format!("TRACE {path}"), trace.clone()))
            });
            traces.collect()
        };
        let (old, new) = (traces(self.old), traces(self.new));
        let rules = [
            Rule::OperationRemoved,
            Rule::OperationAdded,
            Rule::OperationChanged,
        ];
        let there = (
            root_location(self.old, "/paths"),
            root_location(self.new, "/paths"),
        );
        self.as_written(whole(&there.0, &there.1), "operation", (&old, &new), rules);
    }

    /// Parts that are compared as they stand in the documents.
    fn as_written(
        &mut self,
        place: Place<'_>,
        noun: &str,
        (old, new): (&Map<String, Value>, &Map<String, Value>),
        [removed, added, changed]: [Rule; 3],
    ) {
        let sides = (&self.old.bundled, &self.new.bundled);
        for name in names(old, new) {
            let word = format!("{noun} `{name}`");
            match (old.get(name), new.get(name)) {
                (Some(a), Some(b)) => {
                    if let Some(found) = opaque::named(sides, a, b) {
                        let subject = format!("the {word}, {}", found.pointer);
                        self.report(place.of(&subject), changed, found.old, found.new);
                    }
                }
                (_, None) => self.report(place, removed, word.clone(), format!("no {word}")),
                (None, _) => self.report(place, added, format!("no {word}"), word),
            }
        }
    }
}

/// The names of both, each once, in order.
fn names<'m>(old: &'m Map<String, Value>, new: &'m Map<String, Value>) -> Vec<&'m String> {
    let fresh = new.keys().filter(|name| !old.contains_key(*name));
    old.keys().chain(fresh).collect()
}

fn members(value: Option<&Value>) -> Map<String, Value> {
    value
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

/// A link without its prose.
fn bare(link: Option<&Value>) -> Option<Value> {
    let mut link = link?.clone();
    if let Value::Object(members) = &mut link {
        let is_prose = |key: &str| key.starts_with("x-") && key != OMITTED;
        members.retain(|key, _| key != "description" && !is_prose(key));
    }
    Some(link)
}
