//! `docs/pages.md`: what it says is shown by a test, or by a step of CI, that exists.

use std::collections::BTreeSet;
use std::fs;

use crate::ci;
use crate::failure::{Context as _, Result};
use crate::workspace::Workspace;

/// The page, from the root of the repository.
const PAGE: &str = "docs/pages.md";

/// Every row that names nothing, or something that there is not.
///
/// # Errors
/// git or the file system fails.
pub(super) fn breaches(workspace: &Workspace) -> Result<Vec<String>> {
    let page = fs::read_to_string(workspace.root.join(PAGE)).context(PAGE)?;
    let mut functions = BTreeSet::new();
    for name in workspace.files()? {
        if name.ends_with(".rs") {
            let text = fs::read_to_string(workspace.root.join(&name)).context(&name)?;
            functions.extend(names_of_functions(&text));
        }
    }
    let exists = |name: &str| match name.strip_prefix("ci: ") {
        Some(step) => ci::has_step(step),
        None => functions.contains(name),
    };
    Ok(broken_rows(&page, exists))
}

/// The names that follow `fn`.
fn names_of_functions(text: &str) -> impl Iterator<Item = String> {
    let lines = text.lines().filter_map(|line| line.split_once("fn "));
    let names = lines.filter_map(|(_, rest)| rest.split_once('('));
    names.map(|(name, _)| name.to_owned())
}

fn broken_rows(page: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut broken = Vec::new();
    for (number, line) in (1..).zip(page.lines()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", _, verdict, shown, ""] = cells.as_slice() else {
            continue;
        };
        if *shown == "shown by" || shown.starts_with("---") {
            continue;
        }
        let named: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        if named.is_empty() && !verdict.starts_with("later:") {
            broken.push(format!("{PAGE}:{number}: names no test"));
        }
        let missing = named.iter().filter(|name| !exists(name));
        broken.extend(missing.map(|name| format!("{PAGE}:{number}: there is no `{name}`")));
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_names_tests_that_exist_or_says_what_comes_later() {
        let page = "| statement | | shown by |\n|---|---|---|\n\
                    | a | holds | `there` `ci: wire` |\n| b | later: trading | |\n\
                    | c | holds | |\n| d | differs: so | `there` `gone` |\n";

        let broken = broken_rows(page, |name| ["there", "ci: wire"].contains(&name));

        assert_eq!(
            broken,
            [
                "docs/pages.md:5: names no test",
                "docs/pages.md:6: there is no `gone`"
            ]
        );
    }

    #[test]
    fn functions_are_known_by_their_names() {
        let text = "fn one() {}\n    async fn two(\n    );\nlet three = 3;\n";

        assert_eq!(names_of_functions(text).collect::<Vec<_>>(), ["one", "two"]);
    }
}
