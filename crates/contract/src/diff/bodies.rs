//! Request bodies and the content of responses.

use serde_json::Value;

use super::{Diff, Direction, Place, Rule, opaque, words};
use crate::model::{Media, Operation};

impl<'d> Diff<'d> {
    pub(super) fn request(&mut self, ours: &'d Operation, theirs: &'d Operation) {
        let place = Place {
            subject: "the request body",
            direction: Direction::Request,
            old: &ours.location,
            new: &theirs.location,
        };
        let (body, declared) = match (&ours.body, &theirs.body) {
            (None, None) => return,
            (Some(body), Some(declared)) => (body, declared),
            (old, new) => {
                let rule = match new {
                    None => Rule::BodyRemoved,
                    Some(body) if body.required => Rule::RequiredBodyAdded,
                    Some(_) => Rule::BodyAdded,
                };
                let word = |present| words::presence(present, "request body");
                let (old, new) = (word(old.is_some()), word(new.is_some()));
                return self.report(place.of(""), rule, old, new);
            }
        };
        if body.required != declared.required {
            let rule = if declared.required {
                Rule::BodyRequired
            } else {
                Rule::BodyOptional
            };
            let word = words::required;
            self.report(place, rule, word(body.required), word(declared.required));
        }
        self.content(place, &body.content, &declared.content);
    }

    pub(super) fn content(&mut self, place: Place<'_>, ours: &'d [Media], theirs: &'d [Media]) {
        self.content_types(place, ours, theirs);
        for media in ours {
            let mut others = theirs.iter();
            if let Some(other) = others.find(|other| other.content_type == media.content_type) {
                self.media(place, media, other);
            }
        }
    }

    fn content_types(&mut self, place: Place<'_>, ours: &[Media], theirs: &[Media]) {
        let types = |content: &[Media]| {
            let types = content.iter().map(|media| media.content_type.clone());
            let mut types: Vec<String> = types.collect();
            types.sort();
            types
        };
        let (old, new) = (types(ours), types(theirs));
        if old == new {
            return;
        }
        let keeps = old.iter().all(|one| new.contains(one));
        let adds = new.iter().any(|one| !old.contains(one));
        let rule = match (keeps, adds) {
            (true, _) => Rule::ContentTypeAdded,
            (false, false) => Rule::ContentTypeRemoved,
            (false, true) => Rule::ContentTypeChanged,
        };
        let word = |types: &[String]| format!("the content type {}", words::names(types));
        self.report(place, rule, word(&old), word(&new));
    }

    fn media(&mut self, place: Place<'_>, ours: &'d Media, theirs: &'d Media) {
        match (&ours.schema, &theirs.schema) {
            (None, None) => {}
            (Some(schema), Some(declared)) => self.schema(place, schema, declared),
            (old, new) => {
                let rule = if new.is_some() {
                    Rule::SchemaAdded
                } else {
                    Rule::SchemaRemoved
                };
                let word = |present| words::presence(present, "schema");
                self.report(place, rule, word(old.is_some()), word(new.is_some()));
            }
        }
        let encoding = |media: &Media| Value::Object(media.encoding.clone());
        let (old, new) = (encoding(ours), encoding(theirs));
        let sides = (&self.old.bundled, &self.new.bundled);
        if let Some(found) = opaque::named(sides, &old, &new) {
            let subject = format!("{}, encoding {}", place.subject, found.pointer);
            self.report(
                place.of(&subject),
                Rule::EncodingChanged,
                found.old,
                found.new,
            );
        }
    }
}
