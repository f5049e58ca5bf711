//! Plans: what is sent, in which order, and that nothing valid is called invalid.

mod lenient;

use serde_json::{Value, json};

use super::{own_contract, own_contracts};
use crate::{Credential, Document, Plan, Probe, ProbeOptions, Segment, load_value, plan};

fn planned(most: usize) -> Plan {
    planned_for(&own_contract("sovx"), most)
}

fn planned_for(document: &Document, most: usize) -> Plan {
    let options = ProbeOptions {
        run: "c1234",
        last: &["logout"],
        most,
        ..ProbeOptions::default()
    };
    plan(document, &options).unwrap()
}

fn of<'p>(plan: &'p Plan, operation: &str) -> Vec<&'p Probe> {
    let probes = plan.probes.iter();
    probes
        .filter(|probe| probe.operation.as_deref() == Some(operation))
        .collect()
}

fn words(plan: &Plan, operation: &str) -> Vec<String> {
    of(plan, operation)
        .iter()
        .map(|probe| probe.what.clone())
        .collect()
}

/// The operations of the SovX contract in their order.
const ORDER: &[&str] = &[
    "getHealth",
    "login",
    "createCustomer",
    "listCustomers",
    "getCustomer",
    "updateCustomer",
    "generateCredentials",
    "listCredentials",
    "createUser",
    "listUsers",
    "getUser",
    "updateUser",
    "deactivateUser",
    "activateUser",
    "generateUserToken",
    "createWallet",
    "listWallets",
    "listUserBalances",
    "listUserTransactions",
    "getUserTransaction",
    "generateUserTokens",
    "getWallet",
    "createAddress",
    "listAddresses",
    "listWalletBalances",
    "listWalletTransactions",
    "getWalletTransaction",
    "listDeposits",
    "getDeposit",
    "simulateDeposit",
    "confirmDeposit",
    "reorgDeposit",
    "orphanDeposit",
    "listAccountBalances",
    "listAccountTransactions",
    "getAccountTransaction",
    "createMonetizationSetting",
    "listMonetizationSettings",
    "getMonetizationSetting",
    "updateMonetizationSetting",
    "listCurrencies",
    "listCurrencyPairs",
    "deleteMonetizationSetting",
    "deleteUser",
    "deleteCredential",
    "deleteCustomer",
    "logout",
];

#[test]
fn operations_make_before_they_look_and_delete_at_the_end() {
    let plan = planned(2_000);

    let mut order: Vec<&str> = plan
        .probes
        .iter()
        .filter_map(|p| p.operation.as_deref())
        .collect();
    order.dedup();

    assert_eq!(order, ORDER);
}

#[test]
fn every_operation_has_a_valid_request_and_it_is_the_last_of_its_kind() {
    for document in own_contracts() {
        let plan = planned_for(&document, 2_000);

        for operation in &document.operations {
            let probes = of(&plan, &operation.id);
            let first = probes.iter().position(|probe| probe.valid).unwrap();
            assert!(
                probes.iter().skip(first).all(|probe| probe.valid),
                "{}",
                operation.id
            );
        }
    }
}

#[test]
fn an_operation_that_needs_two_credentials_is_tried_without_each_of_them() {
    let plan = planned_for(&own_contract("portal"), 2_000);
    let carried = |probe: &&Probe| {
        let credentials = probe.credentials.iter();
        let words = credentials.map(|credential| match credential {
            Credential::Malformed(_) => "malformed",
            Credential::Good { tier, .. } => tier.as_str(),
        });
        let words = words.collect::<Vec<_>>().join(", ");
        format!("{}: {words}", probe.what)
    };

    let tried: Vec<String> = of(&plan, "getCustomerContext")
        .iter()
        .map(carried)
        .collect();

    assert_eq!(
        tried,
        [
            "no credential: ",
            "no `platformKey`: customer",
            "a malformed `platformKey`: customer, malformed",
            "a credential of the tier `customer` in place of `platformKey`: customer, customer",
            "no `customerKey`: platform",
            "a malformed `customerKey`: platform, malformed",
            "a credential of the tier `platform` in place of `customerKey`: platform, platform",
            "a valid request: platform, customer",
        ]
    );
}

#[test]
fn a_body_that_may_be_absent_is_tried_without_it() {
    let words = words(
        &planned_for(&own_contract("portal"), 2_000),
        "rotateCustomerKey",
    );

    assert!(
        words.contains(&"a valid request without a body".to_owned()),
        "{words:?}"
    );
    assert!(!words.contains(&"no body".to_owned()), "{words:?}");
    assert!(!words.contains(&"an empty body".to_owned()), "{words:?}");
    assert!(words.contains(&"a truncated body".to_owned()), "{words:?}");
}

#[test]
fn every_rule_of_a_body_is_broken_once() {
    let words = words(&planned(2_000), "createCustomer");

    for expected in [
        "no credential",
        "a malformed `session`",
        "a credential of the tier `master` in place of `session`",
        "no body",
        "a truncated body",
        "another content type",
        "/email absent",
        "/email of another type",
        "/email null",
        "/email too long",
        "/email against its format",
        "/customer_id too long",
        "/undeclared_member not declared",
    ] {
        assert!(
            words.iter().any(|word| word == expected),
            "{expected}: {words:#?}"
        );
    }
}

#[test]
fn every_rule_of_a_query_is_broken_once() {
    let words = words(&planned(2_000), "listCustomers");

    for expected in [
        "`filter[limit]` of another type",
        "`filter[limit]` too small",
        "`filter[limit]` too large",
        "`filter[limit]` twice",
        "an undeclared query parameter",
        "a valid request with bare brackets",
    ] {
        assert!(
            words.iter().any(|word| word == expected),
            "{expected}: {words:#?}"
        );
    }
}

#[test]
fn what_is_sent_twice_is_sent_twice_without_an_example_too() {
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": "1"},
        "paths": {"/alarms": {"get": {
            "operationId": "listAlarms",
            "parameters": [
                {"name": "after", "in": "query", "schema": {"type": "number", "minimum": 0}},
            ],
            "responses": {"200": {"description": "All."}, "400": {"description": "No."}},
        }}},
    });

    let plan = planned_for(&load_value("clock.json", &document).unwrap(), 100);

    let probes = of(&plan, "listAlarms");
    let twice = probes.iter().find(|probe| probe.what == "`after` twice");
    assert_eq!(twice.unwrap().query.matches("after=").count(), 2);
}

#[test]
fn an_identifier_is_of_this_run_and_keeps_to_its_rules() {
    let plan = planned(2_000);
    let valid = of(&plan, "createCustomer")
        .into_iter()
        .find(|probe| probe.valid)
        .unwrap();

    let body: Value = serde_json::from_slice(valid.body.as_deref().unwrap()).unwrap();

    let id = body["customer_id"].as_str().unwrap();
    assert!(
        id.starts_with("corp-") && id.ends_with("-c1234") && id.len() <= 48,
        "{id}"
    );
}

#[test]
fn every_valid_request_has_an_idempotency_key_of_its_own() {
    let plan = planned(2_000);

    for operation in ["createCustomer", "createUser", "createWallet"] {
        let valid = of(&plan, operation).into_iter().filter(|one| one.valid);
        let mut keys: Vec<&str> = valid
            .flat_map(|probe| &probe.headers)
            .filter(|(name, _)| name == "Idempotency-Key")
            .map(|(_, value)| value.as_str())
            .collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert!(count > 0 && keys.len() == count, "{operation}: {keys:?}");
        assert!(keys.iter().all(|key| key.starts_with("c1234-")), "{keys:?}");
    }
}

#[test]
fn a_credential_of_an_admitted_tier_is_not_called_refused() {
    let plan = planned(2_000);

    let refused = |operation: &str| -> Vec<String> {
        let words = words(&plan, operation);
        words
            .into_iter()
            .filter(|word| word.contains("tier"))
            .collect()
    };

    let of_both = refused("createWallet");
    assert!(
        of_both.iter().all(|word| !word.contains("`owner`")),
        "{of_both:#?}"
    );
    assert!(
        of_both.iter().all(|word| !word.contains("`user`")),
        "{of_both:#?}"
    );
    let of_owner = refused("createUser");
    assert!(
        of_owner.iter().any(|word| word.contains("`user`")),
        "{of_owner:#?}"
    );
}

#[test]
fn a_path_parameter_is_filled_in_later_unless_it_is_what_is_broken() {
    let plan = planned(2_000);
    let probes = of(&plan, "getCustomer");

    let parameter = |probe: &&&Probe| {
        probe
            .path
            .iter()
            .any(|part| matches!(part, Segment::Parameter { .. }))
    };
    assert!(
        probes
            .iter()
            .filter(|probe| probe.valid)
            .all(|probe| parameter(&probe))
    );
    assert!(
        probes
            .iter()
            .any(|probe| probe.what == "`customer_id` too long" && !parameter(&probe))
    );
}

#[test]
fn the_limit_spares_valid_requests() {
    let (all, few) = (planned(10_000), planned(80));

    let valid = |plan: &Plan| plan.probes.iter().filter(|probe| probe.valid).count();
    assert_eq!(few.probes.len(), 80);
    assert_eq!(few.left_out, all.probes.len() - 80);
    assert_eq!(valid(&few), valid(&all));
}

#[test]
fn a_public_operation_is_asked_without_a_credential() {
    let plan = planned(2_000);

    assert!(
        of(&plan, "login")
            .iter()
            .all(|probe| probe.credentials.is_empty())
    );
}

#[test]
fn what_a_pattern_admits_is_not_called_broken() {
    let text = json!({"type": "string", "pattern": "!", "maxLength": 9});
    let body = json!({
        "type": "object", "required": ["a"], "properties": {"a": text}, "examples": [{"a": "!"}],
    });
    let value = json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": "1"},
        "paths": {"/alarm": {"put": {
            "operationId": "set",
            "requestBody": {"required": true, "content": {"application/json": {"schema": body}}},
            "responses": {"204": {"description": "Set."}},
        }}},
    });
    let options = ProbeOptions {
        most: 100,
        ..ProbeOptions::default()
    };

    let plan = plan(&load_value("clock.json", &value).unwrap(), &options).unwrap();

    let words = words(&plan, "set");
    assert!(words.contains(&"/a too long".to_owned()), "{words:?}");
    assert!(
        !words.contains(&"/a against its pattern".to_owned()),
        "{words:?}"
    );
}
