//! Texts of a pattern, a format or a length.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};

use crate::make::{Maker, count};

/// A text that the rules should admit.
pub(crate) fn made(maker: &mut Maker<'_>, members: &Map<String, Value>) -> String {
    let word = |key: &str| members.get(key).and_then(Value::as_str);
    let least = count(members, "minLength").unwrap_or(0);
    let most = count(members, "maxLength").unwrap_or(least + 12);
    let of_pattern = word("pattern").and_then(|pattern| of_pattern(maker, pattern, least, most));
    of_pattern.unwrap_or_else(|| match word("format").and_then(examples) {
        Some(examples) => example(maker, examples).to_owned(),
        None => of_length(maker, least, most),
    })
}

/// The first of them, which is good, as often as any of them: an object with many such members
/// would else hardly ever be admitted.
fn example(maker: &mut Maker<'_>, examples: &'static [&'static str]) -> &'static str {
    let good = examples.first().filter(|_| maker.pick(2) == 0);
    let any = good.or_else(|| maker.one_of(examples));
    any.copied().unwrap_or_default()
}

/// Tries a few texts of the pattern for one of the right length.
fn of_pattern(maker: &mut Maker<'_>, pattern: &str, least: usize, most: usize) -> Option<String> {
    let bare = pattern.strip_prefix('^').unwrap_or(pattern);
    let bare = bare.strip_suffix('$').unwrap_or(bare);
    // `\d` is ten digits to ECMA-262, and those of all scripts to Rust.
    let translated = jsonschema_regex::to_rust_regex(bare).ok()?;
    let strategy = proptest::string::string_regex(&translated).ok()?;
    let runner: &mut TestRunner = maker.runner();
    let mut drawn = Vec::new();
    for _ in 0..12 {
        drawn.extend(strategy.new_tree(runner).ok().map(|tree| tree.current()));
    }
    let fits = |text: &&String| (least..=most).contains(&text.chars().count());
    drawn.iter().find(fits).or(drawn.first()).cloned()
}

/// Letters of one to four bytes: lengths count code points.
fn of_length(maker: &mut Maker<'_>, least: usize, most: usize) -> String {
    let most = most.min(least + 12).max(least);
    let length = match maker.pick(4) {
        0 => least,
        1 => most,
        _ => maker.draw(least..=most),
    };
    let letters = ['a', 'Z', '0', ' ', '-', 'é', '漢', '🦀'];
    (0..length)
        .filter_map(|_| maker.one_of(&letters).copied())
        .collect()
}

/// Texts of a format, good and doubtful.
#[expect(clippy::too_many_lines, reason = "a table")]
fn examples(format: &str) -> Option<&'static [&'static str]> {
    Some(match format {
        "uuid" => &[
            "f4057807-52cf-4083-9ecb-283ef354fb2b",
            "F4057807-52CF-4083-9ECB-283EF354FB2B",
            "f405780752cf40839ecb283ef354fb2b",
        ],
        "date" => &[
            "2026-01-15",
            "2024-02-29",
            "2026-02-29",
            "0001-01-01",
            "2026-1-5",
        ],
        "date-time" => &[
            "2026-01-15T10:30:00Z",
            "2026-01-15T10:30:00.123456+02:00",
            "2026-01-15t10:30:00z",
            "2026-01-15 10:30:00Z",
            "2026-01-15T10:30:00",
            "2026-13-01T00:00:00Z",
        ],
        "time" => &["10:30:00Z", "10:30:00.5+01:00", "24:00:00Z", "10:30:00"],
        "duration" => &["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P", "1D"],
        "email" => &[
            "someone@example.com",
            "a@b",
            "\"a b\"@example.com",
            "nobody",
        ],
        "hostname" => &[
            "example.com",
            "a-b.example",
            "-a.example",
            "a_b.example",
            "",
        ],
        "ipv4" => &["192.0.2.1", "256.0.0.1", "1.2.3", "01.2.3.4"],
        "ipv6" => &[
            "2001:db8::1",
            "::",
            "::ffff:192.0.2.1",
            "1::2::3",
            "fe80::1%eth0",
        ],
        "uri" => &[
            "https://example.com/a?b=c#d",
            "urn:isbn:1",
            "/relative",
            "http://a b",
            "",
        ],
        "uri-reference" => &["https://example.com/", "/relative", "a b", ""],
        "json-pointer" => &["/a/b", "", "a", "/a~2"],
        "regex" => &["^a+$", "(", "[a-z]"],
        _ => return None,
    })
}
