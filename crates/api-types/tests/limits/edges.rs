//! Every limit of every request body in the contracts, tried at its edges.
//!
//! The cases follow from a contract. For each of them the generated check must agree with an
//! independent validator, and must blame exactly the member that was changed.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use sovx_api_types::portal::models as portal;
use sovx_api_types::sovx::models as sovx;
use sovx_contract::Document;
use sovx_contract::model::{Kind, Schema};
use sovx_runtime::{At, Check, Violations};

use super::cases::{Case, Outcome, cases};

type GeneratedCheck = fn(&Value, &At<'_>, &mut Violations);

/// The schemas of all request bodies of a contract, each branch of a choice by itself, with the code
/// that was generated from them.
type Bodies = &'static [(&'static str, GeneratedCheck)];

const SOVX: Bodies = &[
    ("Login", sovx::Login::check),
    ("CreateCustomer", sovx::CreateCustomer::check),
    ("UpdateCustomer", sovx::UpdateCustomer::check),
    ("QuickUser", sovx::QuickUser::check),
    ("ReferenceUser", sovx::ReferenceUser::check),
    ("UserUpdate", sovx::UserUpdate::check),
    ("GenerateUserTokens", sovx::GenerateUserTokens::check),
    ("QuickWallet", sovx::QuickWallet::check),
    ("NetworkWallet", sovx::NetworkWallet::check),
    ("CreateAddress", sovx::CreateAddress::check),
    ("SimulateDepositNumber", sovx::SimulateDepositNumber::check),
    (
        "SimulateDepositDecimal",
        sovx::SimulateDepositDecimal::check,
    ),
    (
        "CreateMonetizationSetting",
        sovx::CreateMonetizationSetting::check,
    ),
    (
        "MonetizationSettingUpdate",
        sovx::MonetizationSettingUpdate::check,
    ),
];

const PORTAL: Bodies = &[
    ("CreateCustomer", portal::CreateCustomer::check),
    ("UpdateCustomer", portal::UpdateCustomer::check),
    ("RotateKey", portal::RotateKey::check),
];

/// Every contract with its bodies.
fn contracts() -> [(Document, Bodies); 2] {
    [("sovx", SOVX), ("portal", PORTAL)].map(|(name, bodies)| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi");
        let root = folder.join(name).join("openapi.yaml");
        (sovx_contract::load(&root).unwrap(), bodies)
    })
}

/// An independent opinion about a schema of the contract.
fn oracle(document: &Document, name: &str) -> jsonschema::Validator {
    let schema = json!({
        "$ref": format!("#/components/schemas/{name}"),
        "components": document.bundled["components"],
    });
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

fn check(check: GeneratedCheck, body: &Value) -> Vec<(String, &'static str)> {
    let mut violations = Violations::default();
    check(body, &At::Root, &mut violations);
    let found = violations.iter();
    found
        .map(|violation| (violation.field.clone(), violation.rule.name()))
        .collect()
}

fn name(schema: &Schema) -> String {
    match &schema.kind {
        Kind::Ref(name) => name.clone(),
        other => panic!("a request body without a name: {other:?}"),
    }
}

#[test]
fn the_tables_name_every_request_body_of_the_contracts() {
    for (document, bodies) in contracts() {
        let mut names = Vec::new();
        for body in document
            .operations
            .iter()
            .filter_map(|one| one.body.as_ref())
        {
            let schema = body.content[0].schema.as_ref().unwrap();
            match &document.resolve(schema).kind {
                Kind::OneOf(branches, _) => names.extend(branches.iter().map(name)),
                _ => names.push(name(schema)),
            }
        }

        let known: Vec<&str> = bodies.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, known, "{}", document.title);
    }
}

#[test]
fn every_limit_holds_at_its_edges_and_blames_the_right_member() {
    for (document, bodies) in contracts() {
        for (name, generated) in bodies {
            let oracle = oracle(&document, name);
            let (valid, cases) = cases(&document.bundled, name);
            assert_eq!(check(*generated, &valid), [], "{name}");
            assert!(oracle.is_valid(&valid), "{name}");

            for case in &cases {
                agree(name, *generated, &oracle, case);
            }
        }
    }
}

/// Code and oracle come to the same end with a body.
fn agree(name: &str, generated: GeneratedCheck, oracle: &jsonschema::Validator, case: &Case) {
    let Case {
        what,
        body,
        outcome,
    } = case;
    let found = check(generated, body);
    let context = format!("{name}{what}: {found:?}");
    let beyond = matches!(outcome, Outcome::RefusedByExtension { .. });
    assert_eq!(
        oracle.is_valid(body),
        found.is_empty() || beyond,
        "{context}"
    );
    match outcome {
        Outcome::Accepted => assert_eq!(found, [], "{context}"),
        Outcome::Refused { field, rule } | Outcome::RefusedByExtension { field, rule } => {
            assert!(found.contains(&(field.clone(), rule)), "{context}");
            assert!(found.iter().all(|(blamed, _)| blamed == field), "{context}");
        }
    }
}

#[test]
fn no_rule_of_a_request_body_is_left_untried() {
    let mut tried = BTreeMap::new();
    for (document, bodies) in contracts() {
        for (name, _) in bodies {
            for case in cases(&document.bundled, name).1 {
                let rule = match case.outcome {
                    Outcome::Accepted => "accepted",
                    Outcome::Refused { rule, .. } | Outcome::RefusedByExtension { rule, .. } => {
                        rule
                    }
                };
                *tried.entry(rule).or_insert(0) += 1;
            }
        }
    }

    let rules: Vec<&str> = tried.keys().copied().collect();
    assert_eq!(
        rules,
        [
            "accepted",
            "additionalProperties",
            "enum",
            "format",
            "maxItems",
            "maxLength",
            "maximum",
            "minItems",
            "minLength",
            "minimum",
            "pattern",
            "required",
            "type",
            "x-decimal",
        ]
    );
    assert!(tried.values().sum::<i32>() > 800, "{tried:?}");
}
