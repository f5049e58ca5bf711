//! A crate from any contract.
//!
//! The crate is complete: types with their rules, a request and a response type for each
//! operation, a server trait and its routes, a client. All of it works from the constants in
//! `operations`, so server and client cannot differ.

mod client;
mod manifest;
mod media;
mod names;
mod parallel;
mod request;
mod response;
mod security;
mod server;
mod shape;

use std::path::PathBuf;

use proc_macro2::TokenStream;
use sovx_contract::{Diagnostic, Diagnostics, Document};

pub use self::manifest::is_crate_name;
use self::names::{Group, Plan};
use crate::{CheckedType, PackageFile, checked, foreign, render};

/// What a package is called and where it finds what it needs.
#[derive(Debug, Clone)]
pub struct PackageOptions {
    /// The crate's name: `petstore-api`.
    pub name: String,
    /// Where the crate `sovx-runtime` is.
    pub runtime: PathBuf,
    /// Whether the crate is a workspace of its own, and not part of the one around it.
    pub standalone: bool,
}

/// A generated crate.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its files.
    pub files: Vec<PackageFile>,
    /// The types with rules, and where their schemas stand.
    pub types: Vec<CheckedType>,
    /// Where the boundary answers `application/problem+json`, because the contract declares no JSON
    /// body for the status.
    pub fallbacks: Vec<Fallback>,
}

/// An operation and the statuses for which it has no JSON body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// `operationId`.
    pub operation: String,
    /// In ascending order.
    pub statuses: Vec<u16>,
}

/// Generates a crate from a contract of any origin.
///
/// - `src/models.rs`: types and their rules;
/// - `src/operations.rs` and a file per tag: per operation a request struct and a response enum;
/// - `src/server.rs` and a file per tag: traits to implement, and `routes`;
/// - `src/client.rs` and a file per tag: a method per operation;
/// - `contract.json`: the contract as one self-contained document.
///
/// What the boundary refuses before a handler sees it (a body that breaks rules, a missing
/// credential, a panic) is answered with the JSON body that the operation declares for the status:
/// by number, by range or by default. Where it declares none, the answer is a problem of RFC 9457:
/// `application/problem+json` with `type`, `title`, `status`, `detail` and, for broken rules,
/// `violations`. [`Package::fallbacks`] lists these places, and so does the generated crate.
///
/// # Errors
/// All that is unsupported or contradictory, at once.
pub fn package(document: &Document, options: &PackageOptions) -> Result<Package, Diagnostics> {
    let given = document;
    let document = prepare(document)?;
    let plan = Plan::of(&document);
    let mut files = vec![
        manifest::manifest(&document, options),
        file("contract.json", format!("{:#}\n", document.bundled)),
    ];
    files.extend(sources(
        &document,
        &plan,
        manifest::library(&document, &plan, options),
    ));
    Ok(Package {
        files,
        types: checked::of_package(given, &document),
        fallbacks: server::fallbacks(&plan),
    })
}

/// Generates the modules of a crate for a build script to write and for the crate to include: as
/// [`package`], without a manifest. `api.rs` is the file to include.
///
/// # Errors
/// All that is unsupported or contradictory, at once.
pub fn modules(document: &Document) -> Result<Package, Diagnostics> {
    let given = document;
    let document = prepare(document)?;
    let plan = Plan::of(&document);
    let mut files = sources(&document, &plan, manifest::root(&document));
    for file in &mut files {
        file.path = file.path.replacen("src/", "", 1);
    }
    Ok(Package {
        files,
        types: checked::of_package(given, &document),
        fallbacks: server::fallbacks(&plan),
    })
}

/// The document with a name for every type, or why there is no server of it.
fn prepare(document: &Document) -> Result<Document, Diagnostics> {
    let adjacent = document.operations.iter();
    let adjacent = adjacent.filter(|operation| operation.path.contains("}{"));
    let problems: Vec<Diagnostic> = adjacent
        .map(|operation| Diagnostic {
            code: "adjacent-parameters",
            location: operation.location.clone(),
            message: format!("nothing separates two parameters of `{}`", operation.path),
            help: "put a character between them, so that a server can tell where one ends"
                .to_owned(),
        })
        .collect();
    if problems.is_empty() {
        Ok(foreign::prepare(document))
    } else {
        Err(Diagnostics(problems))
    }
}

/// All source files but the root, which is given.
fn sources(document: &Document, plan: &Plan<'_>, root: PackageFile) -> Vec<PackageFile> {
    let source = |path: &str, tokens: TokenStream| PackageFile {
        path: format!("src/{path}.rs"),
        content: render::header(document) + &render::source(&tokens),
    };
    let of_group = |group: &Group<'_>| {
        let path = |folder: &str| format!("{folder}/{}", group.module);
        vec![
            source(&path("operations"), request::group(document, group)),
            source(&path("server"), server::group(document, group)),
            source(&path("client"), client::group(group)),
        ]
    };
    let models = foreign::models(document).into_iter();
    let models = models.map(|models| file(&format!("src/{}", models.path), models.content));
    let mut files = vec![root];
    files.extend(models);
    files.push(source("operations", request::root(document, plan)));
    files.push(source("server", server::root(document, plan)));
    files.push(source("client", client::root(document, plan)));
    files.extend(parallel::each(&plan.groups, of_group).into_iter().flatten());
    files
}

fn file(path: &str, content: String) -> PackageFile {
    PackageFile {
        path: path.to_owned(),
        content,
    }
}
