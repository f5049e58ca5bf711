//! Bodies of parts, and which content type a body has.

use proptest::prelude::*;

use super::super::media::choose;
use super::super::{MediaType, Part, multipart};

fn a_part() -> impl Strategy<Value = Part> {
    let name = "[a-z\"; =é]{1,6}";
    let bytes = prop::collection::vec(prop_oneof![any::<u8>(), Just(b'-'), Just(b'\r')], 0..40);
    (
        name,
        prop::option::of("[a-z\";\r\n.]{0,6}"),
        prop::option::of("[a-z]{1,5}/[a-z]{1,5}"),
        bytes,
    )
        .prop_map(|(name, file_name, content_type, bytes)| Part {
            name: name.trim().to_owned() + "n",
            file_name,
            content_type,
            bytes,
        })
}

proptest! {
    #[test]
    fn a_form_of_parts_reads_what_it_writes(parts in prop::collection::vec(a_part(), 0..4)) {
        let (content_type, body) = multipart::write(&parts);

        prop_assert_eq!(multipart::read(&content_type, &body), Ok(parts));
    }

    #[test]
    fn no_body_makes_the_reader_of_forms_fail(body in prop::collection::vec(any::<u8>(), 0..60)) {
        let parts = multipart::read("multipart/form-data; boundary=a", &body);

        prop_assert!(parts.map_or(true, |parts| parts.len() < 30));
    }
}

#[test]
fn a_form_of_another_writer_is_read() {
    let body = "preamble\r\n--xyz\r\ncontent-disposition: form-data; name=note\r\n\r\nhi\r\n--xyz  \r\n\
                Content-Type: text/plain\r\nContent-Disposition: form-data; filename=\"a;b\"; name=\"f\"\
                \r\n\r\n\r\n--xyz--";

    let parts = multipart::read("multipart/form-data; boundary=\"xyz\"", body.as_bytes()).unwrap();

    assert_eq!(parts[0].name, "note");
    assert_eq!(parts[0].bytes, b"hi");
    assert_eq!(parts[1].file_name.as_deref(), Some("a;b"));
    assert_eq!(parts[1].bytes, b"");
}

#[test]
fn a_content_type_is_described_by_the_closest_declaration() {
    let declared = ["*/*", "text/*", "application/json", "application/json; v=2"];

    assert_eq!(choose("application/json", &declared), Some(2));
    assert_eq!(
        choose("Application/JSON; charset=utf-8", &declared),
        Some(2)
    );
    assert_eq!(choose("application/json;V=\"2\"", &declared), Some(3));
    assert_eq!(choose("text/csv", &declared), Some(1));
    assert_eq!(choose("image/png", &declared), Some(0));
    assert_eq!(choose("image/png", &["text/*"]), None);
    assert_eq!(choose("nonsense", &declared), None);
}

#[test]
fn the_kin_of_json_is_told_by_its_suffix() {
    let is_json = |text: &str| MediaType::parse(text).is_json();

    assert!(is_json("application/problem+json; charset=utf-8"));
    assert!(is_json("text/json"));
    assert!(!is_json("application/jsonl"));
}
