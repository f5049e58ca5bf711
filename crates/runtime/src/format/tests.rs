//! Every format against the validator that judges on the wire.

use serde_json::json;

use super::Format;

pub(super) const FORMATS: [(&str, Format); 17] = [
    ("uuid", Format::Uuid),
    ("date", Format::Date),
    ("time", Format::Time),
    ("date-time", Format::DateTime),
    ("duration", Format::Duration),
    ("email", Format::Email),
    ("hostname", Format::Hostname),
    ("ipv4", Format::Ipv4),
    ("ipv6", Format::Ipv6),
    ("uri", Format::Uri),
    ("uri-reference", Format::UriReference),
    ("iri", Format::Iri),
    ("iri-reference", Format::IriReference),
    ("uri-template", Format::UriTemplate),
    ("json-pointer", Format::JsonPointer),
    ("relative-json-pointer", Format::RelativeJsonPointer),
    ("regex", Format::Regex),
];

const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "f4057807-52cf-4083-9ecb-283ef354fb2b",
    "F4057807-52CF-4083-9ECB-283EF354FB2B",
    "f405780752cf40839ecb283ef354fb2b",
    "{f4057807-52cf-4083-9ecb-283ef354fb2b}",
    "2024-02-29",
    "2023-02-29",
    "2024-2-9",
    "0000-01-01",
    "2024-13-01",
    "2024-02-29T00:00:00Z",
    "2024-02-29t00:00:00z",
    "2024-02-29 00:00:00Z",
    "2024-02-29T00:00:00",
    "2024-02-29T00:00:00.123456789+23:59",
    "2024-02-29T24:00:00Z",
    "2024-02-29T23:59:60Z",
    "2024-02-29T22:59:60Z",
    "2024-02-29T22:59:60-01:00",
    "2024-02-29T00:00:00.Z",
    "2024-02-29T00:00:00+2400",
    "10:30:00Z",
    "10:30:00",
    "10:30Z",
    "23:59:60Z",
    "15:59:60-08:00",
    "15:59:60-07:00",
    "10:30:00.5+05:30",
    "P",
    "PT",
    "P1D",
    "P1W",
    "P1WT1H",
    "P1Y2M3DT4H5M6S",
    "P1Y1D",
    "PT1H1S",
    "P1DT",
    "P1.5D",
    "a@b.co",
    "a@b",
    "a@-b.co",
    "a@b_c.co",
    "a b@c.co",
    "\"a b\"@c.co",
    "\"\"@c.co",
    "é@c.co",
    "a@é.co",
    "a@[127.0.0.1]",
    "a@[IPv6:::1]",
    "a@[ipv6:::1]",
    "a@[::1]",
    "example.com",
    "example.com.",
    "-a.com",
    "ab--cd.com",
    "xn--bcher-kva.example",
    "xn--X",
    "a_b",
    "1.2.3.4",
    "01.2.3.4",
    "1.2.3",
    "::1",
    "::ffff:1.2.3.4",
    "fe80::1%eth0",
    "12345::",
    "http://example.com",
    "http://example.com/a b",
    "http://[::1]:80/",
    "http://[::1/",
    "//host/path",
    "/path?x=1#f",
    "a:b",
    "1a:b",
    "urn:isbn:0",
    "mailto:a@b.co",
    "http://é.com/ü",
    "http://a/%zz",
    "\\\\share",
    "/pets/{id}",
    "/pets/{id",
    "/pets/{?a,b*,c:3}",
    "/pets/{}",
    "/pets/{a.b}",
    "/pets/{a-b}",
    "/a~0b~1c",
    "/a~2",
    "/a/b",
    "a/b",
    "0",
    "0#",
    "1/a",
    "01/a",
    "1a",
    "-1/a",
    "^[a-z]+$",
    "(?=a)b",
    "(",
    "a**",
    "\\p{L}",
];

#[test]
fn every_format_agrees_with_the_judge() {
    let mut disagreements = Vec::new();
    for (name, format) in FORMATS {
        let schema = json!({"type": "string", "format": name});
        let judge = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();

        for text in TEXTS {
            let (ours, theirs) = (format.accepts(text), judge.is_valid(&json!(text)));
            if ours != theirs {
                disagreements.push(format!("{name} {text:?}: we say {ours}, it says {theirs}"));
            }
        }
    }

    assert_eq!(disagreements, Vec::<String>::new());
}

#[test]
fn every_format_says_what_to_write() {
    for (_, format) in FORMATS {
        assert!(format.message().starts_with("must be "), "{format:?}");
    }
}

#[test]
fn a_year_has_four_digits_and_no_sign() {
    assert!(!Format::Date.accepts("+024-02-09"));
}

#[test]
fn an_email_address_is_a_mailbox_and_nothing_around_it() {
    let longest = "l".repeat(64);
    for text in [
        "bob@example.com",
        "bob+tag@example.com",
        "\"Bob Smith\"@example.com",
        "\"a\\\"b@c\"@example.com",
        "bob@[192.0.2.1]",
        "bob@[IPv6:2001:db8::1]",
        &format!("{longest}@example.com"),
    ] {
        assert!(Format::Email.accepts(text), "{text}");
    }
    for text in [
        "Bob <bob@example.com>",
        "<bob@example.com>",
        "\"Bob\" <bob@example.com>",
        " bob@example.com",
        "bob@example.com ",
        "bob@example.com\n",
        "bob (the builder)@example.com",
        "bob@(comment)example.com",
        "bob @example.com",
        "bob.@example.com",
        "b..ob@example.com",
        "\"bob@example.com",
        "\"b\"o\"b\"@example.com",
        "a@b@example.com",
        "bob@example.com.",
        "bob@[example.com]",
        "bob@",
        "@example.com",
        "bob@example.com, eve@example.com",
        "mailto:bob@example.com>",
        &format!("{longest}l@example.com"),
    ] {
        assert!(!Format::Email.accepts(text), "{text}");
    }
}
