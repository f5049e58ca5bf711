//! What reading a request costs: time in proportion to its size, and a bounded number of pieces.

use std::hint::black_box;

use serde_json::Value;

use super::super::incoming::Raw;
use super::super::pairs::{Given, parse};
use super::super::{Endpoint, Form, Incoming, Parameter, Place, Shape, Style, multipart};
use crate::growth::{LINEAR, growth};
use crate::{At, Rejection, Violations};

/// `a0=1&a1=1`: as many names as pairs.
fn distinct(count: usize, name: impl Fn(usize) -> String) -> String {
    let pairs = (0..count).map(|index| format!("{}=1", name(index)));
    pairs.collect::<Vec<_>>().join("&")
}

fn endpoint() -> &'static Endpoint {
    static ENDPOINT: Endpoint = Endpoint {
        id: "send",
        method: "POST",
        path: "/",
        parameters: &[],
        accepts: &["multipart/form-data"],
        body_required: true,
        security: None,
        malformed: 400,
        limits: 422,
    };
    &ENDPOINT
}

const FORM: Form = Form {
    members: &[Parameter::new(
        "n",
        Place::Query,
        Style::Form { explode: true },
        Shape::Integer,
    )],
    others: Shape::Any,
    types: &[],
};

fn anything(_: &Value, _: &At<'_>, _: &mut Violations) {}

fn form(body: &str) -> Result<Value, Rejection> {
    let raw = Raw {
        body: Some(body.into()),
        ..Raw::default()
    };
    Incoming::new(endpoint(), raw).form(&FORM, anything)
}

fn members(content_type: &str, body: Vec<u8>) -> Result<(), Rejection> {
    let raw = Raw {
        body: Some(body),
        content_type: Some(content_type.to_owned()),
        ..Raw::default()
    };
    let read = Incoming::new(endpoint(), raw).members(&FORM, anything);
    read.map(|_| ())
}

#[test]
fn a_form_of_undeclared_members_is_read_in_linear_time() {
    let distinct = growth(1_200, |count| {
        black_box(form(&distinct(count, |index| format!("a{index}"))).is_ok());
    });
    let repeated = growth(1_200, |count| {
        black_box(form(&"a&".repeat(count)).is_ok());
    });

    assert!(
        distinct < LINEAR && repeated < LINEAR,
        "{distinct} {repeated}"
    );
}

#[test]
fn a_deep_object_is_read_in_linear_time() {
    const OPEN: Shape = Shape::Object(&[], Some(&Shape::Any));
    let deep = Parameter::new("f", Place::Query, Style::DeepObject, OPEN);
    let spread = Parameter::new("f", Place::Query, Style::Form { explode: true }, OPEN);
    let read = |parameter: &Parameter, query: &str| {
        black_box(parameter.read_pairs(&parse(query), &|_| false, &|_| true));
    };

    let keys = growth(1_200, |count| {
        read(&deep, &distinct(count, |index| format!("f[{index}][a]")));
    });
    let members = growth(1_200, |count| {
        read(&spread, &distinct(count, |index| format!("a{index}")));
    });

    assert!(keys < LINEAR && members < LINEAR, "{keys} {members}");
}

#[test]
fn the_end_of_a_part_is_found_in_linear_time() {
    let dashes = growth(8_000, |size| {
        let boundary = "-".repeat(size / 8) + "x";
        let head = "Content-Disposition: form-data; name=n\r\n\r\n";
        let body = format!("--{boundary}\r\n{head}{}", "\r\n-".repeat(size));
        let content_type = format!("multipart/form-data; boundary={boundary}");
        black_box(multipart::read(&content_type, body.as_bytes()).is_ok());
    });

    assert!(dashes < LINEAR, "{dashes}");
}

#[test]
fn keys_within_keys_are_read_to_a_depth_and_refused_below() {
    const SHAPE: Shape = Shape::Object(&[("n", Shape::Integer)], None);
    let deep = Parameter::new("f", Place::Query, Style::DeepObject, SHAPE);
    let read = |keys: usize| {
        let query = format!("f{}=1", "[a]".repeat(keys));
        deep.read_pairs(&parse(&query), &|_| false, &|_| true)
    };

    assert!(matches!(read(32), Given::Value(_)));
    assert_eq!(read(33), Given::TooDeep);
    assert_eq!(read(100_000), Given::TooDeep);
}

#[test]
fn a_form_has_a_bounded_number_of_members() {
    let part = "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n";
    let parts = |count: usize| {
        let body = part.repeat(count) + "--b--";
        members("multipart/form-data; boundary=b", body.into_bytes())
    };
    let refusal = |rejection: Rejection| match rejection {
        Rejection::InvalidBody(violations) => {
            let mut all = violations.iter().map(|found| found.message.to_string());
            all.next().unwrap_or_default()
        }
        other => format!("{other:?}"),
    };

    let pairs = form(&distinct(10_001, |index| index.to_string()));

    assert!(form(&distinct(10_000, |index| index.to_string())).is_ok());
    assert_eq!(
        pairs.map_err(refusal),
        Err("must not hold more than 10000 members".to_owned())
    );
    assert_eq!(
        parts(1_001).map_err(refusal),
        Err("must not hold more than 1000 members".to_owned())
    );
    // A thousand parts are read, and are more than the one that the member takes.
    assert_eq!(
        parts(1_000).map_err(refusal),
        Err("is given more than once".to_owned())
    );
}

#[test]
fn the_head_of_a_part_has_a_bounded_length() {
    let form = |length: usize| {
        let head = format!(
            "Content-Disposition: form-data; name=x\r\nx: {}",
            "y".repeat(length)
        );
        let body = format!("--b\r\n{head}\r\n\r\n1\r\n--b--");
        members("multipart/form-data; boundary=b", body.into_bytes())
    };

    assert!(form(16_000).is_ok());
    assert!(matches!(
        form(17_000),
        Err(Rejection::UnparseableBody { .. })
    ));
}
