//! The commands that do one thing and end, beside a running server or alone.

use std::fs;

use serde_json::{Value, json};

use crate::support::Place;

const PROFILE: &str = r#"{"account_type": "corporation", "account_role": "client",
    "business": {"entity_name": "Acme", "incorporation_country": "VC"}}"#;

#[tokio::test]
async fn imported_profiles_can_be_registered_in_the_running_server() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    let profiles = format!(r#"{{"acme-1": {PROFILE}, "acme-2": {PROFILE}}}"#);
    place.write("profiles.json", &profiles);
    assert_eq!(api.create_customer("acme-1").await.status, 404);

    let ended = place.run(&["registry", "import", "profiles.json"]);

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.stdout, "imported 2 profiles\n");
    let created = api.create_customer("acme-1").await;
    assert_eq!(created.status, 201, "{}", created.text());
    assert_eq!(
        created.json()["data"]["business"]["incorporation_country"],
        "VC"
    );
}

#[tokio::test]
async fn a_file_with_a_problem_imports_nothing_and_tells_every_problem() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    let profiles = format!(
        r#"{{"acme-1": {PROFILE}, "-acme": {PROFILE},
            "acme-3": {{"account_type": "robot", "colour": "red"}}, "acme-1": {PROFILE}}}"#
    );
    place.write("profiles.json", &profiles);

    let ended = place.run(&["registry", "import", "profiles.json"]);

    assert_eq!(ended.code, Some(1));
    assert_eq!(ended.stdout, "");
    let problems = [
        "key \"-acme\": customer_id must hold",
        "key \"acme-3\": /account_type ",
        "key \"acme-3\": /colour ",
        "key \"acme-3\": /business ",
        "key \"acme-1\": customer_id occurs more than once",
    ];
    for problem in problems {
        assert!(
            ended.stderr.contains(problem),
            "{problem}: {}",
            ended.stderr
        );
    }
    assert!(!ended.stderr.contains("robot"), "{}", ended.stderr);
    assert_eq!(api.create_customer("acme-1").await.status, 404);
}

#[test]
fn imports_are_counted_in_json_for_scripts() {
    let place = Place::new();
    drop(place.start());
    place.write("profiles.json", &format!(r#"{{"acme-1": {PROFILE}}}"#));
    place.write("catalogue.json", "{}");

    for (command, file, expected) in [
        ("registry", "profiles.json", json!({"profiles": 1})),
        (
            "currency",
            "catalogue.json",
            json!({"currencies": 0, "pairs": 0}),
        ),
    ] {
        let ended = place.run(&[command, "import", file, "--format", "json"]);

        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        let told: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(told, expected);
    }
}

#[test]
fn the_program_tells_its_version_its_manual_and_how_to_complete_it() {
    let place = Place::new();
    let printed = |arguments: &[&str]| {
        let ended = place.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {}", ended.stderr);
        assert_eq!(ended.stderr, "", "{arguments:?}");
        ended.stdout
    };

    let version = printed(&["version"]);
    let json: Value = serde_json::from_str(&printed(&["version", "--format", "json"])).unwrap();
    let number = json["version"].as_str().unwrap();
    let contract = json["contracts"]["portal"].as_str().unwrap();
    assert!(
        version.starts_with(&format!("sovx {number}\n")),
        "{version}"
    );
    assert!(
        version.ends_with(&format!("contract portal {contract}\n")),
        "{version}"
    );
    assert!(printed(&["help"]).contains("Examples:"));
    assert!(printed(&["help", "account", "create"]).contains("--generate"));
    assert!(printed(&["man"]).contains(".TH sovx 1"));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            printed(&["completions", shell]).contains("verify"),
            "{shell}"
        );
    }
    let pages = place.write("page", "");
    fs::remove_file(&pages).unwrap();
    fs::create_dir(&pages).unwrap();
    assert_eq!(printed(&["man", "--out", "page"]), "");
    let page = fs::read_to_string(pages.join("sovx-account-create.1")).unwrap();
    assert!(page.contains("asked for twice on a terminal"), "{page}");
    assert!(!place.data_dir().exists());
}

#[test]
fn an_import_file_that_is_not_there_is_a_sentence() {
    let place = Place::new();

    let ended = place.run(&["registry", "import", "nowhere.json"]);

    assert_eq!(ended.code, Some(1));
    let sentence = "sovx: the import file cannot be read: ";
    assert!(ended.stderr.starts_with(sentence), "{}", ended.stderr);
    assert!(!place.data_dir().exists());
}

#[test]
fn the_document_is_printed_without_touching_any_data() {
    let place = Place::new();
    let printed = |arguments: &[&str]| {
        let ended = place.run(arguments);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        assert_eq!(ended.stderr, "");
        ended.stdout
    };

    let declared: Value = serde_json::from_str(&printed(&["openapi"])).unwrap();
    let yaml: Value = yaml_serde::from_str(&printed(&["openapi", "--format", "yaml"])).unwrap();
    let contract: Value = serde_json::from_str(&printed(&["openapi", "--contract"])).unwrap();

    assert_eq!(declared, yaml);
    for document in [&declared, &contract] {
        assert_eq!(document["openapi"], "3.1.0");
        let login = &document["paths"]["/auth/login"]["post"];
        assert_eq!(login["operationId"], "login");
    }
    assert!(!place.data_dir().exists());
}

#[test]
fn the_printed_contracts_are_those_that_the_server_publishes() {
    let place = Place::new();
    let server = place.start();

    for api in ["sovx", "portal"] {
        let path = format!("/openapi/{api}.json");
        let published = crate::support::Request::get(&path).send(server.address);
        let printed = place.run(&["openapi", api, "--contract"]).stdout;

        assert_eq!(published.status, 200);
        let printed: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(published.json(), printed);
    }
}

/// Commands, and what their help mentions.
const HELPS: [(&[&str], &[&str]); 22] = [
    (&["--help"], &["Examples:", "Environment:", "Exit codes:"]),
    (&["serve", "--help"], &["SOVX_LISTEN", "SOVX_DATABASE_URL"]),
    (
        &["account", "create", "--help"],
        &["Examples:", "--generate"],
    ),
    (&["account", "disable", "--help"], &["Example:"]),
    (&["partner", "create", "--help"], &["Example:", "once"]),
    (&["partner", "rotate", "--help"], &["Example:", "at once"]),
    (
        &["partner", "disable", "--help"],
        &["Example:", "sovx partner enable"],
    ),
    (
        &["registry", "import", "--help"],
        &["Examples:", "customers.json"],
    ),
    (&["audit", "verify", "--help"], &["Examples:", "exits"]),
    (&["audit", "anchor", "--help"], &["Example:", "--anchor"]),
    (&["audit", "accept", "--help"], &["Example:", "backup"]),
    (&["audit", "list", "--help"], &["Examples:", "--after"]),
    (
        &["ledger", "post-correction", "--help"],
        &["Examples:", "equity", "carried out once"],
    ),
    (&["revenue", "payout", "--help"], &["Examples:", "SEPA"]),
    (&["customer", "settle", "--help"], &["Example:", "goes on"]),
    (&["suspense", "list", "--help"], &["Examples:", "json"]),
    (
        &["suspense", "assign", "--help"],
        &["Example:", "--deposit"],
    ),
    (&["wallet", "list", "--help"], &["Examples:", "--frozen"]),
    (&["wallet", "freeze", "--help"], &["Example:", "--reason"]),
    (&["ledger", "verify", "--help"], &["Examples:", "--full"]),
    (
        &["ledger", "statement", "--help"],
        &["Examples:", "RFC 3339"],
    ),
    (&["openapi", "--help"], &["Examples:", "--format yaml"]),
];

#[test]
fn help_teaches_by_examples_and_names_the_environment() {
    let place = Place::new();
    for (arguments, mentions) in HELPS {
        let ended = place.run(arguments);

        assert_eq!(ended.code, Some(0), "{arguments:?}");
        for mention in mentions {
            assert!(
                ended.stdout.contains(mention),
                "{arguments:?}: {}",
                ended.stdout
            );
        }
    }
    assert!(!place.data_dir().exists());
}

#[test]
fn a_wrong_command_line_ends_with_2_and_says_what_is_wrong() {
    let place = Place::new();
    let wrong: [&[&str]; 9] = [
        &["--colour", "red"],
        &["--listen", "127.0.0.1:0", "account", "list"],
        &["fly"],
        &["account"],
        &["account", "create"],
        &["audit"],
        &["ledger"],
        &["openapi", "--declared", "--contract"],
        &["--master-key", "secret"],
    ];
    for arguments in wrong {
        let ended = place.run(arguments);

        assert_eq!(ended.code, Some(2), "{arguments:?}");
        assert_eq!(ended.stdout, "", "{arguments:?}");
        assert!(ended.stderr.contains("Usage:"), "{}", ended.stderr);
    }
    assert!(!place.data_dir().exists());
}
