//! Dependencies point one way. Proved by cargo's own tree, not by reading manifests.

use crate::command;
use crate::failure::Result;
use crate::workspace::Workspace;

/// A package, and packages that must not be among what it needs.
const FORBIDDEN: [(&str, &[&str]); 7] = [
    (
        "sovx-contract",
        &[
            "sovx-codegen",
            "sovx-runtime",
            "sovx-api-types",
            "sovx-server",
        ],
    ),
    (
        "sovx-codegen",
        &[
            "sovx-runtime",
            "sovx-api-types",
            "sovx-client",
            "sovx-server",
        ],
    ),
    (
        "sovx-runtime",
        &["sovx-api-types", "sovx-server", "diesel", "actix-web"],
    ),
    (
        "sovx-api-types",
        &["sovx-client", "sovx-server", "diesel", "actix-web"],
    ),
    // The rules of the ledger are tested without anything around them.
    (
        "sovx-ledger",
        &[
            "sovx-runtime",
            "sovx-api-types",
            "sovx-server",
            "diesel",
            "actix-web",
        ],
    ),
    ("sovx-client", &["sovx-server", "diesel", "actix-web"]),
    // A broken contract must not stop the tool that repairs it.
    (
        "xtask",
        &[
            "sovx-runtime",
            "sovx-api-types",
            "sovx-client",
            "sovx-server",
        ],
    ),
];

/// Every forbidden dependency, direct or not, build dependencies aside.
///
/// # Errors
/// `cargo tree` fails.
pub(super) fn breaches(workspace: &Workspace) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for (package, forbidden) in FORBIDDEN {
        let mut tree = workspace.cargo();
        tree.args([
            "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}",
        ]);
        let tree = command::output(tree.args(["--package", package]))?;
        breaches.extend(found(&tree, forbidden).map(|name| format!("{package} depends on {name}")));
    }
    Ok(breaches)
}

/// Which of the packages stand in a tree of lines `name version ...`.
fn found<'a>(tree: &str, packages: &[&'a str]) -> impl Iterator<Item = &'a str> {
    packages.iter().copied().filter(|package| {
        tree.lines().any(|line| {
            line.split_once(' ')
                .is_some_and(|(name, _)| name == *package)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_package_name_counts() {
        let tree = "xtask v0.1.0 (/x)\ndiesel_derives v2.3.0\nactix-web v4.18.0 (*)\n";

        let found: Vec<_> = found(tree, &["diesel", "actix-web"]).collect();

        assert_eq!(found, ["actix-web"]);
    }
}
