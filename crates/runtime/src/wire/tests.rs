mod forms;
mod growth;
mod incoming;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::pairs::{Given, parse, parse_cookies};
use super::{Parameter, Place, Shape, Style, joined};

const NUMBERS: Shape = Shape::List(&Shape::Integer);
const TEXTS: Shape = Shape::List(&Shape::Text);
const OBJECT: Shape = Shape::Object(
    &[
        ("text", Shape::Text),
        ("number", Shape::Integer),
        ("flag", Shape::Boolean),
    ],
    None,
);
const NESTED: Shape = Shape::Object(&[("texts", TEXTS), ("inner", OBJECT)], None);

const PATHS: [Style; 6] = [
    Style::Simple { explode: false },
    Style::Simple { explode: true },
    Style::Label { explode: false },
    Style::Label { explode: true },
    Style::Matrix { explode: false },
    Style::Matrix { explode: true },
];
const QUERIES: [Style; 5] = [
    Style::Form { explode: false },
    Style::Form { explode: true },
    Style::SpaceDelimited,
    Style::PipeDelimited,
    Style::Json,
];

/// Writes a value and reads it again.
fn there_and_back(place: Place, style: Style, shape: Shape, value: &Value) -> Value {
    let parameter = Parameter::new("p[x]", place, style, shape);
    let any = |_: &Value| true;
    match place {
        Place::Path | Place::Header => parameter.read_text(&parameter.write_text(value), &any),
        Place::Query | Place::Cookie => {
            let pairs = parameter.write_pairs(value);
            let pairs = match place {
                Place::Query => parse(&joined(pairs, "&")),
                _ => parse_cookies(&joined(pairs, "; ")),
            };
            match parameter.read_pairs(&pairs, &|_| false, &any) {
                Given::Value(value) => value,
                other => panic!("{other:?}"),
            }
        }
    }
}

/// Texts that a list may hold: an empty one alone would be no list.
fn a_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z,;.=&|+% /?#\\[\\]]{1,6}", "\\PC{1,4}"]
}

/// Headers end and begin with no space.
fn a_header() -> impl Strategy<Value = String> {
    "[!-~]([ -~]{0,4}[!-~])?"
}

fn an_object() -> impl Strategy<Value = Value> {
    (a_text(), any::<i64>(), any::<bool>())
        .prop_map(|(text, number, flag)| json!({"text": text, "number": number, "flag": flag}))
}

proptest! {
    #[test]
    fn every_style_of_a_path_reads_what_it_writes(
        text in a_text(),
        texts in prop::collection::vec(a_text(), 1..4),
        numbers in prop::collection::vec(any::<i64>(), 1..4),
        object in an_object(),
    ) {
        for style in PATHS.into_iter().chain([Style::Json]) {
            for (shape, value) in [
                (Shape::Text, json!(text)),
                (TEXTS, json!(texts)),
                (NUMBERS, json!(numbers)),
                (OBJECT, object.clone()),
            ] {
                let read = there_and_back(Place::Path, style, shape, &value);
                prop_assert_eq!(&read, &value, "{:?}", style);
            }
        }
    }

    #[test]
    fn every_style_of_a_query_and_of_a_cookie_reads_what_it_writes(
        text in a_text(),
        texts in prop::collection::vec(a_text(), 1..4),
        numbers in prop::collection::vec(any::<i64>(), 1..4),
        object in an_object(),
    ) {
        for (place, style) in QUERIES.into_iter().flat_map(|style| {
            [(Place::Query, style), (Place::Cookie, style)]
        }) {
            for (shape, value) in [
                (Shape::Text, json!(text)),
                (TEXTS, json!(texts)),
                (NUMBERS, json!(numbers)),
                (OBJECT, object.clone()),
            ] {
                let read = there_and_back(place, style, shape, &value);
                prop_assert_eq!(&read, &value, "{:?}", style);
            }
        }
    }

    #[test]
    fn a_deep_object_reads_what_it_writes(
        texts in prop::collection::vec(a_text(), 1..4),
        inner in an_object(),
    ) {
        let value = json!({"texts": texts, "inner": inner});
        let read = there_and_back(Place::Query, Style::DeepObject, NESTED, &value);
        prop_assert_eq!(read, value);
    }

    #[test]
    fn a_header_reads_what_it_writes(
        text in a_header(),
        texts in prop::collection::vec(a_header(), 1..4),
        object in an_object(),
    ) {
        for explode in [false, true] {
            for (shape, value) in [
                (Shape::Text, json!(text)),
                (TEXTS, json!(texts)),
                (OBJECT, object.clone()),
            ] {
                let style = Style::Simple { explode };
                let read = there_and_back(Place::Header, style, shape, &value);
                prop_assert_eq!(read, value);
            }
        }
    }
}

#[test]
fn each_style_is_written_as_openapi_shows_it() {
    let list = json!(["blue", "black"]);
    let object = json!({"R": 100, "G": 200});
    let text = |style, value: &Value| {
        Parameter::new("color", Place::Path, style, Shape::Any).write_text(value)
    };
    let pairs = |style, value: &Value| {
        let parameter = Parameter::new("color", Place::Query, style, Shape::Any);
        joined(parameter.write_pairs(value), "&")
    };
    let simple = |explode| Style::Simple { explode };
    let label = |explode| Style::Label { explode };
    let matrix = |explode| Style::Matrix { explode };
    let form = |explode| Style::Form { explode };
    let cases = [
        (text(simple(false), &object), "R,100,G,200"),
        (text(simple(true), &object), "R=100,G=200"),
        (text(label(false), &list), ".blue,black"),
        (text(label(true), &list), ".blue.black"),
        (text(label(true), &object), ".R=100.G=200"),
        (text(matrix(false), &list), ";color=blue,black"),
        (text(matrix(true), &list), ";color=blue;color=black"),
        (text(matrix(false), &object), ";color=R,100,G,200"),
        (text(matrix(true), &object), ";R=100;G=200"),
        (pairs(form(false), &list), "color=blue,black"),
        (pairs(form(true), &list), "color=blue&color=black"),
        (pairs(form(false), &object), "color=R,100,G,200"),
        (pairs(form(true), &object), "R=100&G=200"),
        (pairs(Style::SpaceDelimited, &list), "color=blue%20black"),
        (pairs(Style::PipeDelimited, &list), "color=blue%7Cblack"),
        (
            pairs(Style::DeepObject, &object),
            "color[R]=100&color[G]=200",
        ),
    ];

    for (written, expected) in cases {
        assert_eq!(written, expected);
    }
}

#[test]
fn a_text_is_the_first_shape_that_the_check_admits() {
    const EITHER: Shape = Shape::Union(&[Shape::Integer, Shape::Boolean, Shape::Text]);
    let parameter = Parameter::new("p", Place::Path, Style::Simple { explode: false }, EITHER);

    assert_eq!(parameter.read_text("12", &Value::is_number), json!(12));
    assert_eq!(parameter.read_text("12", &Value::is_string), json!("12"));
    assert_eq!(parameter.read_text("true", &|_| true), json!("true"));
    assert_eq!(parameter.read_text("true", &Value::is_boolean), json!(true));
}

#[test]
fn what_is_of_no_declared_shape_stays_text_for_the_check_to_refuse() {
    let parameter = Parameter::new(
        "p",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Integer,
    );

    for text in ["1.5", "0x1", "", "one", "1e3"] {
        assert_eq!(parameter.read_text(text, &|_| true), json!(text));
    }
}

#[test]
fn a_whole_number_that_no_type_holds_is_a_number_for_the_check_to_refuse() {
    let simple = Style::Simple { explode: false };
    let parameter = Parameter::new("p", Place::Path, simple, Shape::Integer);

    for text in ["99999999999999999999", "-9223372036854775809"] {
        assert!(parameter.read_text(text, &|_| true).is_f64(), "{text}");
    }
}

#[test]
fn an_object_without_declared_members_leaves_those_of_other_parameters() {
    const OPEN: Shape = Shape::Object(&[], Some(&Shape::Any));
    let parameter = Parameter::new("p", Place::Query, Style::Form { explode: true }, OPEN);

    let given = parameter.read_pairs(&parse("a=1&limit=2&b=x"), &|name| name == "limit", &|_| {
        true
    });

    assert_eq!(given, Given::Value(json!({"a": 1, "b": "x"})));
}
