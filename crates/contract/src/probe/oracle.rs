//! The second opinion on a planned value: JSON Schema itself.

use jsonschema::Registry;
use serde_json::Value;

use crate::{
    Document, UnusableSchema,
    load::pointer,
    model::{Operation, Place},
    validators::{self, Validators},
};

/// Says for certain whether a value breaks a schema of the document.
pub(super) struct Oracle<'r> {
    bundled: &'r Value,
    validators: Validators<'r>,
}

impl<'r> Oracle<'r> {
    pub(super) fn registry(document: &Document) -> Result<Registry<'_>, UnusableSchema> {
        validators::registry(&document.bundled).map_err(|message| UnusableSchema {
            pointer: String::new(),
            message,
        })
    }

    pub(super) fn new(document: &'r Document, registry: &'r Registry<'r>) -> Self {
        Self {
            bundled: &document.bundled,
            validators: Validators::new(registry),
        }
    }

    /// Whether the JSON body of an operation may not be this value.
    pub(super) fn refuses_body(&mut self, operation: &Operation, body: &Value) -> bool {
        let place = self.follow(format!("{}/requestBody", path(operation)));
        let mut media = operation.body.iter().flat_map(|body| &body.content);
        let Some(media) = media.find(|media| media.is_json()) else {
            return false;
        };
        let content = pointer::join(&format!("{place}/content"), &media.content_type);
        self.refuses(format!("{content}/schema"), body)
    }

    /// Whether a parameter may not be this value.
    pub(super) fn refuses_parameter(
        &mut self,
        operation: &Operation,
        (place, name): (Place, &str),
        value: &Value,
    ) -> bool {
        let of_operation = path(operation);
        let of_path = pointer::parent(&of_operation)
            .unwrap_or_default()
            .to_owned();
        for owner in [of_operation, of_path] {
            let list = format!("{owner}/parameters");
            let count = self.bundled.pointer(&list).and_then(Value::as_array);
            for index in 0..count.map_or(0, Vec::len) {
                let at = self.follow(format!("{list}/{index}"));
                if self.says(&at, "name", name) && self.says(&at, "in", word(place)) {
                    return self.refuses(format!("{at}/schema"), value);
                }
            }
        }
        false
    }

    fn refuses(&mut self, schema: String, value: &Value) -> bool {
        let schema = self.follow(schema);
        let validator = self.validators.get(&schema);
        validator.is_ok_and(|validator| !validator.is_valid(value))
    }

    fn says(&self, at: &str, member: &str, text: &str) -> bool {
        let value = self.bundled.pointer(&format!("{at}/{member}"));
        value.and_then(Value::as_str) == Some(text)
    }

    /// The place that references lead to.
    fn follow(&self, path: String) -> String {
        let mut path = path;
        for _ in 0..32 {
            let reference = self
                .bundled
                .pointer(&path)
                .and_then(|value| value.get("$ref"));
            let reference = reference.and_then(Value::as_str);
            match reference.and_then(|reference| reference.strip_prefix('#')) {
                Some(next) => next.clone_into(&mut path),
                None => break,
            }
        }
        path
    }
}

fn path(operation: &Operation) -> String {
    let path = pointer::join("/paths", &operation.path);
    pointer::join(&path, &operation.method.to_ascii_lowercase())
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}
