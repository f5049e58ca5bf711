//! Request bodies and the content of responses.

use super::{Diff, words};
use crate::model::{Location, Media, Operation};

impl Diff<'_> {
    pub(super) fn request(&mut self, ours: &Operation, theirs: &Operation) {
        let at = &ours.location;
        let (Some(body), Some(declared)) = (&ours.body, &theirs.body) else {
            if ours.body.is_some() != theirs.body.is_some() {
                let words = |present| words::presence(present, "request body");
                self.report(
                    "",
                    at,
                    words(ours.body.is_some()),
                    words(theirs.body.is_some()),
                );
            }
            return;
        };
        let subject = "the request body";
        if body.required != declared.required {
            let (a, b) = (
                words::required(body.required),
                words::required(declared.required),
            );
            self.report(subject, at, a, b);
        }
        self.content(subject, at, &body.content, &declared.content);
    }

    pub(super) fn content(
        &mut self,
        subject: &str,
        at: &Location,
        ours: &[Media],
        theirs: &[Media],
    ) {
        let types = |content: &[Media]| {
            let mut types: Vec<String> = content
                .iter()
                .map(|media| media.content_type.clone())
                .collect();
            types.sort();
            types
        };
        let sides = (types(ours), types(theirs));
        if sides.0 != sides.1 {
            let words = |types: &[String]| format!("the content type {}", words::names(types));
            self.report(subject, at, words(&sides.0), words(&sides.1));
        }
        for media in ours {
            let declared = theirs
                .iter()
                .find(|other| other.content_type == media.content_type);
            match (&media.schema, declared.map(|declared| &declared.schema)) {
                (_, None) | (None, Some(None)) => {}
                (Some(schema), Some(Some(declared))) => self.schema(subject, schema, declared),
                (ours, Some(theirs)) => {
                    let words = |present| words::presence(present, "schema");
                    self.report(subject, at, words(ours.is_some()), words(theirs.is_some()));
                }
            }
        }
    }
}
