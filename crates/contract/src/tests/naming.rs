//! The names in our own contracts, as generators of others make code of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::model::Kind;
use crate::{Document, load};

/// Every contract below `openapi/`.
fn contracts() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi");
    let entries = std::fs::read_dir(folder).unwrap();
    let roots = entries.map(|entry| entry.unwrap().path().join("openapi.yaml"));
    roots
        .filter(|root| root.is_file())
        .map(|root| load(&root).unwrap_or_else(|problems| panic!("{problems}")))
        .collect()
}

#[test]
fn no_schema_has_the_name_of_another_ones_constructor() {
    for contract in contracts() {
        let names: BTreeSet<&str> = contract
            .schemas
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        let constructors = names.iter().filter(|name| name.starts_with("New"));

        assert_eq!(constructors.collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}

#[test]
fn no_two_enums_have_a_constant_of_one_name() {
    for contract in contracts() {
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        for named in &contract.schemas {
            let Kind::Enum(values) = &named.schema.kind else {
                continue;
            };
            let given = named.schema.extensions.get("x-enum-varnames");
            let names: Vec<&str> = match given.and_then(|names| names.as_array()) {
                Some(names) => names.iter().filter_map(|name| name.as_str()).collect(),
                None => values.iter().filter_map(|value| value.as_str()).collect(),
            };
            assert_eq!(names.len(), values.len(), "{}", named.name);
            for name in names {
                let constant = name.trim_start_matches('-').to_uppercase();
                let other = owners.insert(constant, &named.name);
                assert!(
                    other.is_none_or(|other| other == named.name),
                    "{} and {} share `{name}`: give one of them x-enum-varnames",
                    named.name,
                    other.unwrap_or_default()
                );
            }
        }
    }
}
