//! The compiled rules of each declared response.

use std::{collections::HashMap, sync::Arc};

use jsonschema::Validator;
use serde_json::{Map, Value};

use super::{
    Docket, Exchange, UnusableSchema,
    compile::{Compiler, decided},
    headers::{self, HeaderRules},
    reading::{self, Reading},
};
use crate::{
    Document,
    load::pointer,
    model::{Operation, Status},
    validators,
};

/// The rules of all operations.
#[derive(Debug)]
pub(super) struct Rules {
    /// By position of the operation and status.
    statuses: HashMap<(usize, Status), StatusRules>,
    error_envelope: Option<Arc<Validator>>,
}

/// A body of one content type.
#[derive(Debug)]
struct MediaRules {
    name: String,
    validator: Option<Arc<Validator>>,
    /// How a body that is text is read.
    readings: Vec<Reading>,
}

/// What an answer with one status must look like.
#[derive(Debug)]
pub(super) struct StatusRules {
    content: Vec<MediaRules>,
    headers: Vec<HeaderRules>,
}

impl Rules {
    pub(super) fn new(document: &Document) -> Result<Self, UnusableSchema> {
        let bundled = decided(&document.bundled);
        let registry = validators::registry(&bundled).map_err(|message| UnusableSchema {
            pointer: String::new(),
            message,
        })?;
        let mut compiler = Compiler::new(&bundled, &registry);
        let mut statuses = HashMap::new();
        let mut envelopes: Vec<String> = Vec::new();
        for (index, operation) in document.operations.iter().enumerate() {
            for response in &operation.responses {
                let place = compiler.follow(response_path(operation, response.status));
                let content = content(document, &mut compiler, &place, &response.content)?;
                let headers = headers::rules(document, &mut compiler, &place, &response.headers)?;
                statuses.insert((index, response.status), StatusRules { content, headers });
                if response.status.is_error() && !response.content.is_empty() {
                    let schema = format!("{place}/content/application~1json/schema");
                    if bundled.pointer(&schema).is_some() {
                        envelopes.push(compiler.follow(schema));
                    }
                }
            }
        }
        let error_envelope = match router_error(&bundled, &envelopes) {
            Some(schema) => Some(compiler.compile(schema)?),
            None => None,
        };
        Ok(Self {
            statuses,
            error_envelope,
        })
    }

    pub(super) fn status(&self, operation: usize, status: u16) -> Option<&StatusRules> {
        let of = |status| self.statuses.get(&(operation, status));
        of(Status::Code(status))
            .or_else(|| of(Status::Range(status / 100)))
            .or_else(|| of(Status::Default))
    }

    /// The schema of what the router answers, if the contract tells.
    pub(super) fn error_envelope(&self) -> Option<&Validator> {
        self.error_envelope.as_deref()
    }
}

/// The schema of what the router answers: the one that all declared errors share. Where operations
/// differ in it, it is the first one of a contract that is written for the generator.
fn router_error<'s>(bundled: &Value, schemas: &'s [String]) -> Option<&'s str> {
    let (first, others) = schemas.split_first()?;
    let is_envelope = || bundled.pointer(first)?.get("x-envelope");
    let is_clear = others.iter().all(|other| other == first) || is_envelope().is_some();
    is_clear.then_some(first.as_str())
}

fn response_path(operation: &Operation, status: Status) -> String {
    let path = pointer::join("/paths", &operation.path);
    let path = pointer::join(&path, &operation.method.to_ascii_lowercase());
    format!("{path}/responses/{status}")
}

fn content(
    document: &Document,
    compiler: &mut Compiler<'_>,
    place: &str,
    content: &[crate::model::Media],
) -> Result<Vec<MediaRules>, UnusableSchema> {
    let declared = compiler.bundled.pointer(&format!("{place}/content"));
    let names: Vec<String> = declared
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys)
        .cloned()
        .collect();
    let mut rules = Vec::new();
    for (name, media) in names.iter().zip(content) {
        let path = pointer::join(&pointer::join(&format!("{place}/content"), name), "schema");
        let validator = match media.schema {
            Some(_) => Some(compiler.compile(&compiler.follow(path))?),
            None => None,
        };
        let schema = media.schema.as_ref();
        let readings = schema.map(|schema| reading::readings(document, schema, false));
        rules.push(MediaRules {
            name: media.content_type.clone(),
            validator,
            readings: readings.unwrap_or_default(),
        });
    }
    Ok(rules)
}

impl StatusRules {
    pub(super) fn declares_json(&self) -> bool {
        let mut names = self.content.iter().map(|media| essence(&media.name));
        names.any(|name| is_json(&name))
    }

    pub(super) fn judge_body(&self, exchange: &Exchange<'_>, docket: &mut Docket) {
        let status = exchange.status;
        if exchange.method == "HEAD" {
            return;
        }
        if self.content.is_empty() != exchange.body.is_empty() {
            let body = if self.content.is_empty() {
                "without a body"
            } else {
                "with a body"
            };
            docket.add(&format!(
                "contract says {status} {body}, server answered {}",
                exchange.words()
            ));
            return;
        }
        if self.content.is_empty() {
            return;
        }
        let given = exchange.content_type();
        let fit = |name: &str| given.as_deref().map_or(0, |given| fit(name, given));
        let best = self.content.iter().max_by_key(|media| fit(&media.name));
        let Some(media) = best.filter(|media| fit(&media.name) > 0) else {
            let names: Vec<&str> = self.content.iter().map(|one| one.name.as_str()).collect();
            docket.add(&format!(
                "contract says {status} with the content type {}, server answered {status} with {}",
                names.join(" or "),
                given.as_deref().unwrap_or("no content type"),
            ));
            return;
        };
        let given = given.unwrap_or_default();
        match &media.validator {
            Some(validator) if is_json(&given) => judge_value(validator, exchange, docket),
            Some(validator) if given.starts_with("text/") => {
                judge_text(&media.readings, validator, exchange, docket);
            }
            _ => {}
        }
    }

    /// Holds a body to a schema and to being JSON.
    pub(super) fn judge_json(schema: &Validator, exchange: &Exchange<'_>, docket: &mut Docket) {
        let status = exchange.status;
        let given = exchange.content_type();
        if given.as_deref() != Some("application/json") {
            docket.add(&format!(
                "contract says {status} with the content type application/json, server answered {status} with {}",
                given.as_deref().unwrap_or("no content type"),
            ));
            return;
        }
        judge_value(schema, exchange, docket);
    }

    pub(super) fn judge_headers(&self, exchange: &Exchange<'_>, docket: &mut Docket) {
        for header in &self.headers {
            header.judge(exchange, docket);
        }
    }
}

fn judge_value(validator: &Validator, exchange: &Exchange<'_>, docket: &mut Docket) {
    let status = exchange.status;
    let value: Value = match serde_json::from_slice(exchange.body) {
        Ok(value) => value,
        Err(error) => {
            docket.add(&format!(
                "contract says {status} with JSON, server answered {status} with a body that is not JSON at line {} column {}",
                error.line(),
                error.column()
            ));
            return;
        }
    };
    for error in validator.iter_errors(&value) {
        let path = error.instance_path().to_string();
        let place = if path.is_empty() {
            "the whole".to_owned()
        } else {
            path
        };
        docket.add(&format!(
            "contract describes the body of {status}, server answered one that breaks the description at {place}: {}",
            error.masked()
        ));
    }
}

/// Holds a text to the schema of one; what else a text may stand for is not known. A text that is
/// no UTF-8 is in another charset.
fn judge_text(
    readings: &[Reading],
    validator: &Validator,
    exchange: &Exchange<'_>,
    docket: &mut Docket,
) {
    let status = exchange.status;
    let Ok(text) = std::str::from_utf8(exchange.body) else {
        return;
    };
    if readings.iter().any(Reading::is_composed) {
        return;
    }
    for fault in reading::faults(readings, validator, text) {
        docket.add(&format!(
            "contract describes the body of {status}, server answered one that breaks the description: {fault}"
        ));
    }
}

fn is_json(content_type: &str) -> bool {
    content_type.ends_with("/json") || content_type.ends_with("+json")
}

/// A content type without parameters, in lower case.
fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// How well a content type is met by a declared one, which may be a range (RFC 9110, section
/// 12.5.1): 0 is not at all.
fn fit(declared: &str, given: &str) -> u8 {
    let declared = essence(declared);
    match declared.strip_suffix("/*") {
        _ if declared == given => 3,
        Some("*") => 1,
        Some(kind) if given.split('/').next() == Some(kind) => 2,
        _ => 0,
    }
}
