//! What every file of the repository keeps to: length, name, no trace of somebody's machine.

use std::fs;
use std::path::Path;

use crate::failure::{Context as _, Result};
use crate::workspace::Workspace;

/// Lines that a hand-written Rust file may have before its tests.
const LINES: usize = 300;

/// File names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 5] = ["utils", "common", "helpers", "manager", "service"];

/// Folders of single machines. Split, so that this file keeps to its own rule.
const MACHINE_PATHS: [&str; 4] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
];

/// The one package that may use `unsafe`, and so has lints of its own: it stands between diesel and
/// libpq.
const UNSAFE: &str = "pq-sys";

/// Every breach in the files that git knows, as `path: what is wrong`.
///
/// # Errors
/// git or the file system fails.
pub(super) fn breaches(workspace: &Workspace) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for name in &workspace.files()? {
        let path = workspace.root.join(name);
        // A picture is no text.
        let content = fs::read(&path).context(name)?;
        if let Ok(text) = String::from_utf8(content) {
            breaches.extend(in_file(name, &text));
        }
    }
    for member in &workspace.members {
        if member.name == UNSAFE {
            continue;
        }
        let manifest = member.directory.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).context(manifest.display())?;
        if !text.contains("[lints]\nworkspace = true") {
            breaches.push(format!("{}: lacks `[lints] workspace = true`", member.name));
        }
    }
    Ok(breaches)
}

fn in_file(name: &str, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let path = Path::new(name);
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    if EMPTY_NAMES.contains(&stem) {
        breaches.push(format!("{name}: the name says nothing about the content"));
    }
    for folder in MACHINE_PATHS
        .iter()
        .filter(|folder| text.contains(**folder))
    {
        breaches.push(format!("{name}: names a folder of one machine ({folder})"));
    }
    let lines = text
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .count();
    if path.extension().is_some_and(|kind| kind == "rs") && lines > LINES && !is_exempt(path) {
        breaches.push(format!("{name}: {lines} lines, {LINES} are allowed"));
    }
    breaches
}

/// Tests may be long, and golden files are as long as what they pin.
fn is_exempt(path: &Path) -> bool {
    let is_test = |part: &str| part == "golden" || part.trim_end_matches(".rs") == "tests";
    path.iter().filter_map(|part| part.to_str()).any(is_test)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_allowed_length_passes_and_one_line_more_does_not() {
        assert!(in_file("a/b.rs", &"\n".repeat(LINES)).is_empty());
        assert_eq!(in_file("a/b.rs", &"\n".repeat(LINES + 1)).len(), 1);
    }

    #[test]
    fn tests_and_golden_files_may_be_long() {
        let long = "\n".repeat(LINES + 1);

        for name in [
            "crates/a/tests/b.rs",
            "crates/a/src/b/tests.rs",
            "a/golden/b.rs",
            "a.md",
        ] {
            assert!(in_file(name, &long).is_empty(), "{name}");
        }
    }

    #[test]
    fn the_tests_at_the_end_of_a_file_are_not_counted() {
        let text = format!("{}#[cfg(test)]\n{}", "\n".repeat(LINES), "\n".repeat(LINES));

        assert!(in_file("a/b.rs", &text).is_empty());
    }

    #[test]
    fn empty_names_and_machine_paths_are_breaches() {
        for name in EMPTY_NAMES {
            assert_eq!(in_file(&format!("src/{name}.rs"), "").len(), 1);
            assert!(in_file(&format!("src/{name}_of_crc.rs"), "").is_empty());
        }
        for folder in MACHINE_PATHS {
            assert_eq!(in_file("README.md", &format!("see {folder}x")).len(), 1);
        }
    }
}
