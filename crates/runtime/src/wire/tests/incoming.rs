//! What a request breaks, told once.

use serde_json::Value;

use super::super::incoming::Raw;
use super::super::{Endpoint, Form, Incoming, Parameter, Place, Shape, Style};
use crate::check::{Object, array, integer, number, object, text};
use crate::{At, Rejection, Violations};

static ENDPOINT: Endpoint = Endpoint {
    id: "find",
    method: "GET",
    path: "/{name}",
    parameters: &[NAME, WORD, TAGS],
    accepts: &["application/x-www-form-urlencoded"],
    body_required: true,
    security: None,
    malformed: 400,
    limits: 422,
};
const NAME: Parameter = Parameter::new(
    "name",
    Place::Path,
    Style::Simple { explode: false },
    Shape::Text,
);
const WORD: Parameter = Parameter::new(
    "word",
    Place::Query,
    Style::Form { explode: true },
    Shape::Text,
);
const TAGS: Parameter = Parameter::new(
    "X-Tags",
    Place::Header,
    Style::Simple { explode: false },
    Shape::List(&Shape::Text),
);
const FORM: Form = Form {
    members: &[
        Parameter::new(
            "count",
            Place::Query,
            Style::Form { explode: true },
            Shape::Integer,
        ),
        WORD,
    ],
    others: Shape::Text,
    types: &[],
};

fn told(violations: &Violations) -> Vec<String> {
    let all = violations.iter();
    all.map(|found| format!("{} {}", found.field, found.message))
        .collect()
}

fn members(value: &Value, at: &At<'_>, out: &mut Violations) {
    let count = |value: &Value, at: &At<'_>, out: &mut Violations| integer(value, at, out).done();
    if let Some(mut members) = object(value, at, out) {
        let members: &mut Object<'_> = members.required("count", count);
        members.required("word", text).required("more", text);
    }
}

fn form(body: &str) -> Vec<String> {
    let raw = Raw {
        body: Some(body.into()),
        ..Raw::default()
    };
    match Incoming::new(&ENDPOINT, raw).form::<Value>(&FORM, members) {
        Err(Rejection::InvalidBody(violations)) => told(&violations),
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn a_member_of_a_form_that_is_refused_is_not_missed_as_well() {
    assert_eq!(
        form("count=5&count=6&word=%ff&more=%C3"),
        [
            "/count is given more than once",
            "/word must be UTF-8 before it is percent-encoded",
            "/more must be UTF-8 before it is percent-encoded",
        ]
    );
    assert_eq!(form("count=5&word=a"), ["/more is required"]);
}

#[test]
fn a_parameter_that_is_no_utf8_is_refused_by_its_name() {
    let raw = Raw {
        path: vec![("name", "a%FFb")],
        query: "word=%e9&other=%ff",
        ..Raw::default()
    };
    let mut incoming = Incoming::new(&ENDPOINT, raw);

    let name: Option<String> = incoming.required(&NAME, text);
    let word: Option<String> = incoming.optional(&WORD, text);

    assert_eq!((name, word), (None, None));
    let Err(Rejection::InvalidParameters(violations)) = incoming.finish() else {
        panic!("two parameters are wrong");
    };
    assert_eq!(
        told(&violations),
        [
            "name must be UTF-8 before it is percent-encoded",
            "word must be UTF-8 before it is percent-encoded",
        ]
    );
}

#[test]
fn a_header_in_two_lines_is_a_list_where_one_is_declared_and_refused_elsewhere() {
    const KEY: Parameter = Parameter::new(
        "X-Key",
        Place::Header,
        Style::Simple { explode: false },
        Shape::Text,
    );
    let lines = ["x-tags", "x-tags", "x-key", "x-key"].map(|name| (name, "a".to_owned()));
    let raw = Raw {
        headers: lines.to_vec(),
        ..Raw::default()
    };
    let mut incoming = Incoming::new(&ENDPOINT, raw);
    let list = |value: &Value, at: &At<'_>, out: &mut Violations| {
        let _ = array(value, at, out);
    };

    let tags: Option<Vec<String>> = incoming.required(&TAGS, list);
    let key: Option<String> = incoming.optional(&KEY, text);

    assert_eq!(tags, Some(vec!["a".to_owned(); 2]));
    assert_eq!(key, None);
    let Err(Rejection::InvalidParameters(violations)) = incoming.finish() else {
        panic!("the key is given twice");
    };
    assert_eq!(told(&violations), ["X-Key is given more than once"]);
}

#[test]
fn a_header_without_text_is_a_list_without_items() {
    let raw = Raw {
        headers: vec![("x-tags", " ".to_owned())],
        ..Raw::default()
    };
    let mut incoming = Incoming::new(&ENDPOINT, raw);
    let list = |value: &Value, at: &At<'_>, out: &mut Violations| {
        let _ = array(value, at, out);
    };

    let tags: Option<Vec<String>> = incoming.required(&TAGS, list);

    assert_eq!(tags, Some(Vec::new()));
}

#[test]
fn a_number_is_judged_by_its_digits_wherever_it_stands() {
    const SHAPE: Shape = Shape::Number;
    const SIMPLE: Style = Style::Simple { explode: false };
    const FORM: Style = Style::Form { explode: true };
    const LONG: &str = "1.0000000000000001";
    let rate = |value: &Value, at: &At<'_>, out: &mut Violations| {
        number(value, at, out).maximum(1.0).done();
    };
    let places = [
        Parameter::new("rate", Place::Path, SIMPLE, SHAPE),
        Parameter::new("rate", Place::Header, SIMPLE, SHAPE),
        Parameter::new("rate", Place::Query, FORM, SHAPE),
        Parameter::new("rate", Place::Cookie, FORM, SHAPE),
    ];

    for parameter in places {
        let raw = Raw {
            path: vec![("rate", LONG)],
            query: "rate=1.0000000000000001",
            headers: vec![
                ("rate", LONG.to_owned()),
                ("cookie", format!("rate={LONG}")),
            ],
            ..Raw::default()
        };
        let mut incoming = Incoming::new(&ENDPOINT, raw);

        let read: Option<f64> = incoming.required(&parameter, rate);

        assert_eq!(read, Some(1.0));
        let Err(Rejection::InvalidParameters(violations)) = incoming.finish() else {
            panic!("it is too large");
        };
        assert_eq!(told(&violations), ["rate must be at most 1"]);
    }
}
