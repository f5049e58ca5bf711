//! Every format against the official cases of JSON Schema.
//!
//! `testdata/json-schema-test-suite` holds the files of its optional format tests for draft 2020-12
//! as they were published, with their licence.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::tests::FORMATS;

/// Formats that are a hint for people here: nothing is refused for them.
const HINTS: [&str; 3] = ["idn-email", "idn-hostname", "unknown"];

/// Cases that are judged otherwise here, with the reason.
const OTHERWISE: [(&str, &str, &str); 0] = [];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/json-schema-test-suite")
}

/// Every text of a format's cases: what it shows, the text, and whether it has the format.
fn cases(format: &str) -> Vec<(String, String, bool)> {
    let path = folder().join(format!("{format}.json"));
    let groups = std::fs::read_to_string(path).unwrap();
    let groups: Vec<Value> = serde_json::from_str(&groups).unwrap();
    let tests = groups
        .iter()
        .flat_map(|group| group["tests"].as_array().unwrap());
    tests
        .filter_map(|test| {
            let shown = test["description"].as_str()?.to_owned();
            let text = test["data"].as_str()?.to_owned();
            Some((shown, text, test["valid"].as_bool()?))
        })
        .collect()
}

#[test]
fn every_official_case_is_judged_as_it_should_be_but_for_those_that_are_listed() {
    let mut judged = 0;
    let mut otherwise = Vec::new();
    for (name, format) in FORMATS {
        for (shown, text, valid) in cases(name) {
            judged += 1;
            if format.accepts(&text) != valid {
                otherwise.push(format!("{name}: {shown}"));
            }
        }
    }

    let listed = OTHERWISE.map(|(format, shown, _reason)| format!("{format}: {shown}"));
    assert_eq!(otherwise, listed);
    assert_eq!(judged, 303);
}

#[test]
fn every_file_of_the_suite_is_used_or_is_of_a_format_that_is_a_hint() {
    let files = std::fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> = files
        .filter_map(|file| {
            let name = file.unwrap().file_name().into_string().unwrap();
            Some(name.strip_suffix(".json")?.to_owned())
        })
        .collect();
    names.sort_unstable();

    let known = FORMATS.iter().map(|(name, _)| *name);
    let mut known: Vec<&str> = known.chain(HINTS).collect();
    known.sort_unstable();
    assert_eq!(names, known);
}
