//! Both sides of a difference in words, each on one line.

use serde_json::Value;

use crate::model::{
    Additional, Discriminator, Kind, Operation, Place, Response, SecurityRequirement, Style,
};

pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

pub(super) fn response(response: &Response) -> String {
    let body = if response.content.is_empty() {
        "without a body"
    } else {
        "with a body"
    };
    format!("{} {body}", response.status)
}

pub(super) fn presence(present: bool, thing: &str) -> String {
    if present {
        thing.to_owned()
    } else {
        format!("no {thing}")
    }
}

pub(super) fn required(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

pub(super) fn not(holds: bool, word: &str) -> String {
    if holds {
        word.to_owned()
    } else {
        format!("not {word}")
    }
}

pub(super) fn limit<T: std::fmt::Display>(keyword: &str, value: Option<&T>) -> String {
    value.map_or_else(
        || format!("no {keyword}"),
        |value| format!("{keyword} {value}"),
    )
}

pub(super) fn quoted(keyword: &str, value: Option<&String>) -> String {
    // Escaped, so that a line stays a line.
    value.map_or_else(
        || format!("no {keyword}"),
        |value| format!("{keyword} `{}`", value.escape_debug()),
    )
}

pub(super) fn value(keyword: &str, value: Option<&Value>) -> String {
    limit(keyword, value)
}

pub(super) fn names(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

pub(super) fn security(requirements: &[SecurityRequirement]) -> String {
    if requirements.is_empty() {
        return "no credential".to_owned();
    }
    let alternatives = requirements.iter().map(|one| {
        let scopes = one.scopes.iter().map(Vec::as_slice);
        let scopes = scopes.chain(std::iter::repeat([].as_slice()));
        let schemes: Vec<String> = one
            .schemes
            .iter()
            .zip(scopes)
            .map(|(name, scopes)| match scopes {
                [] => format!("`{name}`"),
                scopes => format!("`{name}` for {}", names(scopes)),
            })
            .collect();
        if schemes.is_empty() {
            "no credential".to_owned()
        } else {
            schemes.join(" with ")
        }
    });
    let mut alternatives: Vec<String> = alternatives.collect();
    alternatives.sort();
    alternatives.join(" or ")
}

pub(super) fn style(style: &Style) -> String {
    let exploded = |name: &str, explode: &bool| match explode {
        true => format!("the style `{name}`, exploded"),
        false => format!("the style `{name}`"),
    };
    match style {
        Style::Simple { explode } => exploded("simple", explode),
        Style::Matrix { explode } => exploded("matrix", explode),
        Style::Label { explode } => exploded("label", explode),
        Style::Form { explode } => exploded("form", explode),
        Style::SpaceDelimited => "the style `spaceDelimited`".to_owned(),
        Style::PipeDelimited => "the style `pipeDelimited`".to_owned(),
        Style::DeepObject => "the style `deepObject`".to_owned(),
        Style::Content(content_type) => format!("text of the type `{content_type}`"),
    }
}

pub(super) fn discriminator(discriminator: &Discriminator) -> String {
    let values = discriminator.mapping.iter().map(|(value, _)| value.clone());
    let mut values: Vec<String> = values.collect();
    values.sort();
    format!(
        "branches told apart by `{}` as {}",
        discriminator.property,
        names(&values)
    )
}

pub(super) fn additional(additional: &Additional) -> &'static str {
    match additional {
        anything if anything.is_anything() => "further members admitted",
        Additional::Closed => "no further members",
        Additional::Open | Additional::Schema(_) => "further members of one schema",
    }
}

pub(super) fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Any => "any value".to_owned(),
        Kind::Null => "only null".to_owned(),
        Kind::Ref(name) => format!("the schema `{name}`"),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Integer(_) => "a whole number".to_owned(),
        Kind::Number(_) => "a number".to_owned(),
        Kind::String(_) => "any text".to_owned(),
        Kind::Enum(values) => match values.as_slice() {
            [one] => format!("only {one}"),
            several => format!("one of {} listed values", several.len()),
        },
        Kind::Const(value) => format!("only {value}"),
        Kind::Array(_) => "a list".to_owned(),
        Kind::Object(_) => "an object".to_owned(),
        Kind::OneOf(branches, _) => format!("exactly one of {} schemas", branches.len()),
        Kind::AnyOf(branches) => format!("at least one of {} schemas", branches.len()),
        Kind::AllOf(parts) => format!("all of {} schemas", parts.len()),
        Kind::Not(_) => "what a schema does not admit".to_owned(),
    }
}

/// Which part of which operations: `GET /pets (and 2 more): the response 200, /name`.
pub(super) fn heading(operation: &str, also: &[String], subject: &str) -> String {
    let mut heading = operation.to_owned();
    if !also.is_empty() {
        heading.push_str(&format!(" (and {} more)", also.len()));
    }
    if !subject.is_empty() {
        heading.push_str(": ");
        heading.push_str(subject);
    }
    heading
}
