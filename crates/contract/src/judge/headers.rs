//! The compiled rules of the headers of each response.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::Value;

use super::{
    Docket, Exchange, UnusableSchema,
    compile::Compiler,
    reading::{self, Reading},
};
use crate::{Document, load::pointer, model::Header};

/// What a header of an answer must be.
#[derive(Debug)]
pub(super) struct HeaderRules {
    name: String,
    required: bool,
    readings: Vec<Reading>,
    /// None where the contract names the header only.
    validator: Option<Arc<Validator>>,
}

/// The headers of a response at a place of the bundle.
pub(super) fn rules(
    document: &Document,
    compiler: &mut Compiler<'_>,
    place: &str,
    headers: &[Header],
) -> Result<Vec<HeaderRules>, UnusableSchema> {
    let mut rules = Vec::new();
    for header in headers {
        // A content type is described by `content`.
        if header.name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let path = pointer::join(&format!("{place}/headers"), &header.name);
        let path = compiler.follow(path);
        let declared = compiler.bundled.pointer(&path);
        let said = |key: &str| declared.and_then(|declared| declared.get(key));
        let content = said("content").and_then(Value::as_object);
        let content = content.filter(|_| said("schema").is_none());
        let (readings, path) = match content.and_then(|content| content.keys().next()) {
            Some(name) => {
                let path = pointer::join(&format!("{path}/content"), name);
                (vec![Reading::Text], path)
            }
            None => {
                let explode = said("explode") == Some(&Value::Bool(true));
                (reading::readings(document, &header.schema, explode), path)
            }
        };
        let schema = format!("{path}/schema");
        let validator = match compiler.bundled.pointer(&schema) {
            Some(_) => Some(compiler.compile(&compiler.follow(schema))?),
            None => None,
        };
        rules.push(HeaderRules {
            name: header.name.clone(),
            required: header.required,
            readings,
            validator,
        });
    }
    Ok(rules)
}

impl HeaderRules {
    pub(super) fn judge(&self, exchange: &Exchange<'_>, docket: &mut Docket) {
        let (name, status) = (&self.name, exchange.status);
        let mut texts: Vec<String> = exchange.header(name).map(str::to_owned).collect();
        if self.required && texts.is_empty() {
            docket.add(&format!(
                "contract says {status} with the header `{name}`, server answered {status} without it"
            ));
        }
        if texts.len() > 1 && self.readings.iter().any(Reading::is_composed) {
            texts = vec![texts.join(",")];
        }
        for text in texts {
            self.judge_text(&text, status, docket);
        }
    }

    fn judge_text(&self, text: &str, status: u16, docket: &mut Docket) {
        let Some(validator) = &self.validator else {
            return;
        };
        let name = &self.name;
        for fault in reading::faults(&self.readings, validator, text) {
            docket.add(&format!(
                "contract describes the header `{name}` of {status}, server answered one that breaks the description: {fault}"
            ));
        }
    }
}
