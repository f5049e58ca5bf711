//! The names of a package: every operation, tag, member and variant has one of its own.

use std::collections::HashSet;
use std::fmt;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Operation, Parameter, Place};

use crate::foreign::docs;
use crate::naming::{constant, ident, pascal, snake};

/// A name that becomes an identifier. Identifiers themselves belong to one thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name(String);

impl Name {
    pub(super) fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        ident(&self.0).to_tokens(tokens);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Names that are given out once.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// Without these.
    pub(super) fn without(reserved: &[&str]) -> Self {
        Self(reserved.iter().map(|&name| name.to_owned()).collect())
    }

    /// The name, numbered where it is taken.
    pub(super) fn give(&mut self, name: String) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        let free = candidates.find(|candidate| !self.0.contains(candidate));
        let free = free.unwrap_or(name);
        self.0.insert(free.clone());
        free
    }
}

/// Operations by tag, with their names.
pub(super) struct Plan<'d> {
    pub(super) groups: Vec<Group<'d>>,
    /// Security requirements, each once, and what they are called.
    pub(super) requirements: Vec<super::security::Named<'d>>,
}

/// The operations of a tag.
pub(super) struct Group<'d> {
    pub(super) tag: String,
    pub(super) description: Option<&'d str>,
    /// Of its files.
    pub(super) module: String,
    /// Of its trait.
    pub(super) interface: Name,
    pub(super) operations: Vec<Named<'d>>,
}

impl Group<'_> {
    pub(super) fn module_ident(&self) -> Ident {
        ident(&self.module)
    }
}

/// An operation with its names.
pub(super) struct Named<'d> {
    pub(super) operation: &'d Operation,
    pub(super) pascal: String,
    /// Of its method.
    pub(super) method: Name,
    pub(super) fields: Vec<Field<'d>>,
    /// Of the constant that says who may call; `None` where anybody may.
    pub(super) security: Option<Name>,
}

impl Named<'_> {
    /// What the operation is for, and its method and path.
    pub(super) fn docs(&self) -> TokenStream {
        let operation = self.operation;
        let said = operation
            .summary
            .as_deref()
            .or(operation.description.as_deref());
        let said = docs(said);
        let place = format!(" `{} {}`", operation.method, operation.path);
        if said.is_empty() {
            quote!(#[doc = #place])
        } else {
            quote!(#said #[doc = ""] #[doc = #place])
        }
    }

    pub(super) fn request(&self) -> Ident {
        format_ident!("{}Request", self.pascal)
    }

    pub(super) fn response(&self) -> Ident {
        format_ident!("{}Response", self.pascal)
    }

    pub(super) fn result(&self) -> Ident {
        format_ident!("{}Result", self.pascal)
    }

    pub(super) fn body(&self) -> Ident {
        format_ident!("{}Body", self.pascal)
    }

    /// Whether a caller without a credential is admitted beside others.
    pub(super) fn is_optional(&self) -> bool {
        let mut all = self.operation.security.iter();
        all.any(|alternative| alternative.schemes.is_empty())
    }
}

/// A parameter with its names.
pub(super) struct Field<'d> {
    pub(super) parameter: &'d Parameter,
    pub(super) ident: Name,
    pub(super) constant: Name,
}

/// Names that a generated file uses itself.
const RESERVED_FIELDS: &[&str] = &["body", "wire", "checked"];
/// Methods that every generated client has, and what stands beside the functions of a server.
const RESERVED_METHODS: &[&str] = &["new", "with_secret", "with_basic", "router", "routes"];
/// Modules of the package, the crates and primitive types that generated code names, and what is no
/// name of a file.
const RESERVED_MODULES: &[&str] = &[
    "models",
    "operations",
    "server",
    "client",
    "actix_web",
    "alloc",
    "chrono",
    "core",
    "serde",
    "serde_json",
    "sovx_runtime",
    "std",
    "str",
    "u16",
    "uuid",
    "crate",
    "mod",
    "self",
    "super",
];

impl<'d> Plan<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let requirements = super::security::requirements(document);
        let mut operations = Names::default();
        let mut methods = Names::without(RESERVED_METHODS);
        for scheme in &document.security_schemes {
            methods.give(format!("with_{}", snake(&scheme.name)));
        }
        let mut modules = Names::without(RESERVED_MODULES);
        let mut interfaces = Names::default();
        let mut groups: Vec<Group<'d>> = Vec::new();
        for operation in &document.operations {
            let named = Named {
                operation,
                pascal: operations.give(pascal(&operation.id)),
                method: Name::new(methods.give(snake(&operation.id))),
                fields: fields(operation),
                security: super::security::find(&requirements, operation),
            };
            match groups.iter_mut().find(|group| group.tag == operation.tag) {
                Some(group) => group.operations.push(named),
                None => groups.push(Group {
                    tag: operation.tag.clone(),
                    description: description(document, &operation.tag),
                    module: modules.give(snake(&operation.tag)),
                    interface: Name::new(interfaces.give(pascal(&operation.tag)) + "Api"),
                    operations: vec![named],
                }),
            }
        }
        Self {
            groups,
            requirements,
        }
    }

    /// Every operation.
    pub(super) fn operations(&self) -> impl Iterator<Item = &Named<'d>> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

fn description<'d>(document: &'d Document, tag: &str) -> Option<&'d str> {
    let mut tags = document.tags.iter();
    tags.find(|known| known.name == tag)?.description.as_deref()
}

fn fields(operation: &Operation) -> Vec<Field<'_>> {
    let mut names = Names::without(RESERVED_FIELDS);
    operation
        .parameters
        .iter()
        .filter(|parameter| !is_negotiated(parameter))
        .map(|parameter| {
            let name = names.give(snake(&parameter.name));
            Field {
                parameter,
                constant: Name::new(constant(&name)),
                ident: Name::new(name),
            }
        })
        .collect()
}

/// Headers that OpenAPI takes out of the hands of parameters (3.1, section 4.8.12.1): the body and
/// the security requirement speak for them.
fn is_negotiated(parameter: &Parameter) -> bool {
    const HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];
    parameter.place == Place::Header
        && HEADERS
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use sovx_contract::load_lenient_from;

    use super::*;

    #[test]
    fn no_tag_hides_a_crate_and_no_operation_a_function_of_the_server() {
        let operations: String = ["std", "sovx_runtime", "mod", "str", "pets"]
            .iter()
            .zip(["routes", "router", "new", "gen", "list"])
            .map(|(tag, id)| {
                format!(
                    "  /{id}:\n    get: {{operationId: {id}, tags: [{tag}], \
                     responses: {{'204': {{description: Done.}}}}}}\n"
                )
            })
            .collect();
        let text =
            format!("openapi: 3.0.3\ninfo: {{title: Names, version: '1'}}\npaths:\n{operations}");
        let document = load_lenient_from("names.yaml", &|_: &str| Ok(text.clone())).unwrap();

        let plan = Plan::of(&document);

        let modules: Vec<&str> = plan.groups.iter().map(|group| &*group.module).collect();
        let methods: Vec<String> = plan
            .operations()
            .map(|named| named.method.to_string())
            .collect();
        assert_eq!(modules, ["std2", "sovx_runtime2", "mod2", "str2", "pets"]);
        assert_eq!(methods, ["routes2", "router2", "new2", "gen", "list"]);
    }
}
