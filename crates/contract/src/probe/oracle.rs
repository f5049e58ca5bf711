//! The second opinion on a planned value: JSON Schema itself.

use jsonschema::Registry;
use serde_json::Value;

use crate::{
    Document, UnusableSchema,
    load::pointer,
    model::{Media, Operation, Place},
    validators::{self, Validators},
};

/// The schemas as JSON Schema has them, and as OpenAPI has them where a discriminator decides.
pub(super) struct Registries<'r> {
    plain: Registry<'r>,
    decided: Registry<'r>,
}

impl<'r> Registries<'r> {
    /// Of a document, and of its bundle where discriminators [decide](crate::decided).
    pub(super) fn new(document: &'r Document, decided: &'r Value) -> Result<Self, UnusableSchema> {
        Ok(Self {
            plain: registry(&document.bundled)?,
            decided: registry(decided)?,
        })
    }
}

fn registry(bundled: &Value) -> Result<Registry<'_>, UnusableSchema> {
    validators::registry(bundled).map_err(|message| UnusableSchema {
        pointer: String::new(),
        message,
    })
}

/// Says for certain whether a value breaks a schema of the document.
pub(super) struct Oracle<'r> {
    bundled: &'r Value,
    plain: Validators<'r>,
    decided: Validators<'r>,
}

impl<'r> Oracle<'r> {
    pub(super) fn new(document: &'r Document, registries: &'r Registries<'r>) -> Self {
        Self {
            bundled: &document.bundled,
            plain: Validators::new(&registries.plain),
            decided: Validators::new(&registries.decided),
        }
    }

    /// Whether a body may be this value, as far as can be told.
    pub(super) fn admits(&mut self, operation: &Operation, media: &Media, body: &Value) -> bool {
        let schema = self.body_schema(operation, media);
        let schema = self.follow(schema);
        let validator = self.decided.get(&schema);
        validator.map_or(true, |validator| validator.is_valid(body))
    }

    fn body_schema(&self, operation: &Operation, media: &Media) -> String {
        let place = self.follow(format!("{}/requestBody", path(operation)));
        let content = pointer::join(&format!("{place}/content"), &media.content_type);
        format!("{content}/schema")
    }

    /// Whether the JSON body of an operation may not be this value.
    pub(super) fn refuses_body(&mut self, operation: &Operation, body: &Value) -> bool {
        let mut media = operation.body.iter().flat_map(|body| &body.content);
        let Some(media) = media.find(|media| media.is_json()) else {
            return false;
        };
        self.refuses(self.body_schema(operation, media), body)
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
        let all = [&mut self.plain, &mut self.decided];
        all.into_iter().all(|validators| {
            let validator = validators.get(&schema);
            validator.is_ok_and(|validator| !validator.is_valid(value))
        })
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
