//! Distinct names that Rust accepts and that hide nothing that generated code uses.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;
use sovx_contract::Document;
use sovx_contract::model::{Kind, ObjectRules};

use super::walk;
use crate::naming::{ident, pascal, snake};

/// Longer names are cut.
const LONGEST: usize = 80;

/// What generated code, or a derive in it, means by these names.
const RESERVED: &[&str] = &[
    "Any",
    "At",
    "Box",
    "Check",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Serializer",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Value",
    "Vec",
    "Violations",
];

/// Names that are taken, and the next number for each that was asked for again.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Names {
    /// The names of a document's types, after [`rename`].
    pub(super) fn of(document: &Document) -> Self {
        let taken = document.schemas.iter().map(|named| named.name.clone());
        Self {
            taken: taken.collect(),
            next: HashMap::new(),
        }
    }

    /// That name, or the first free one that follows from it by a number.
    pub(super) fn free(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{name}{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// A type's name: `simple-user` as `SimpleUser`, `option` as `OptionModel`.
pub(super) fn type_name(name: &str) -> String {
    let mut name = cut(&pascal(name), LONGEST).to_owned();
    // Single letters in a row are one word the next time: `a_b_cd`, `ABCd`, `AbCd`.
    loop {
        let again = pascal(&name);
        if again == name {
            break;
        }
        name = again;
    }
    if RESERVED.contains(&name.as_str()) {
        name.push_str("Model");
    }
    name
}

/// The name of what stands at `part` of a type: so short that it can be read, and the part whole.
pub(super) fn part_name(owner: &str, part: &str) -> String {
    let part = pascal(part);
    let room = LONGEST.saturating_sub(16).saturating_sub(part.len());
    type_name(&format!("{}{part}", cut(owner, room)))
}

fn cut(name: &str, longest: usize) -> &str {
    if name.len() <= longest {
        return name;
    }
    let mut ends = name.char_indices().map(|(index, _)| index);
    let end = ends.rfind(|index| *index <= longest).unwrap_or_default();
    let kept = name.get(..end).unwrap_or_default();
    // Words stay whole where there is more than one.
    let word = kept
        .rfind(char::is_uppercase)
        .filter(|start| *start > longest / 2);
    kept.get(..word.unwrap_or(end)).unwrap_or(kept)
}

/// Gives every named schema its Rust name, and every reference to it.
pub(super) fn rename(document: &mut Document) {
    let mut names = Names::default();
    let mut renamed = HashMap::new();
    for named in &mut document.schemas {
        let name = names.free(&type_name(&named.name));
        let old = std::mem::replace(&mut named.name, name.clone());
        renamed.insert(old, name);
    }
    walk::visit_all(document, |schema| match &mut schema.kind {
        Kind::Ref(name) => rewrite(name, &renamed),
        Kind::OneOf(_, Some(discriminator)) => {
            for (_, target) in &mut discriminator.mapping {
                rewrite(target, &renamed);
            }
        }
        _ => {}
    });
}

fn rewrite(name: &mut String, renamed: &HashMap<String, String>) {
    if let Some(new) = renamed.get(name) {
        name.clone_from(new);
    }
}

/// The fields of a struct, one for each declared member and one for the others if there may be
/// any.
pub(super) fn fields(rules: &ObjectRules) -> (Vec<Ident>, Ident) {
    let mut names = Names::default();
    let fields: Vec<Ident> = rules
        .properties
        .iter()
        .map(|property| ident(&names.free(cut(&snake(&property.name), LONGEST))))
        .collect();
    let rest = ident(&names.free("additional"));
    (fields, rest)
}

/// A distinct identifier for each wish: the variants of an enum, which also has constants.
pub(super) fn variants(wishes: impl IntoIterator<Item = String>) -> Vec<Ident> {
    let mut names = Names::default();
    names.taken.extend(["ALL", "UNION"].map(str::to_owned));
    let free = |wish: String| ident(&names.free(&wish));
    wishes.into_iter().map(free).collect()
}

/// The identifier without `r#`.
pub(super) fn bare(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#")
        .map_or_else(|| name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_name_is_one_that_rust_takes_and_stays_what_it_is() {
        let cases = [
            ("simple-user", "SimpleUser"),
            ("Option", "OptionModel"),
            ("self", "SelfModel"),
            ("a_b_cd", "AbCd"),
            ("2fa", "N2fa"),
            ("微信", "微信"),
            ("io.k8s.api.core.v1.Pod", "IoK8sApiCoreV1Pod"),
        ];

        for (name, expected) in cases {
            assert_eq!(type_name(name), expected);
            assert_eq!(pascal(expected), expected);
        }
    }

    #[test]
    fn a_long_name_is_cut_between_words_and_its_last_part_is_whole() {
        let owner = "ReposUpdateInformationAboutPagesSiteAndItsManyDetails".repeat(3);

        let name = part_name(&owner, "html_url");

        assert!(name.ends_with("HtmlUrl") && name.len() <= LONGEST, "{name}");
        assert!(type_name(&"x".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn a_name_that_is_asked_for_again_is_numbered() {
        let mut names = Names::default();

        let given = ["A", "A", "A2", "A"].map(|name| names.free(name));

        assert_eq!(given, ["A", "A2", "A22", "A3"]);
    }
}
