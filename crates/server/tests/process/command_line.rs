//! The commands that do one thing and end, beside a running server or alone.

use serde_json::{Value, json};

use crate::support::Place;

const EMAIL: &str = "ops@acme.example";
const PASSWORD: &str = "correct horse battery staple";
const PROFILE: &str = r#"{"account_type": "corporation", "account_role": "client",
    "business": {"entity_name": "Acme", "incorporation_country": "VC"}}"#;

#[tokio::test]
async fn an_account_is_created_with_the_password_from_standard_input() {
    let place = Place::new();

    let ended = place.run_with_input(
        &["account", "create", "--email", EMAIL],
        &format!("{PASSWORD}\nignored\n"),
    );

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.stdout, format!("account {EMAIL} is created\n"));
    let server = place.start();
    assert_eq!(
        server.printed_after("password"),
        None,
        "there is an account"
    );
    server.api().login(EMAIL, PASSWORD).await;
}

#[tokio::test]
async fn a_generated_password_is_printed_once_and_works_at_once() {
    let place = Place::new();
    let server = place.start();

    let ended = place.run(&["account", "create", "--email", EMAIL, "--generate"]);

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let lines: Vec<_> = ended.stdout.lines().collect();
    assert_eq!(lines[0], format!("account {EMAIL} is created"));
    let password = lines[1].strip_prefix("password ").unwrap();
    let password = password.strip_suffix(" (shown once)").unwrap();
    assert_eq!(lines.len(), 2);
    server.api().login(EMAIL, password).await;
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_the_account() {
    let place = Place::new();
    let server = place.start();
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let before = server.api().login(EMAIL, PASSWORD).await;
    let bystander = server.login().await;

    let ended = place.run(&["account", "password", "--email", EMAIL, "--generate"]);

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(before.get("/customers/corp-any").await.status, 401);
    assert_eq!(bystander.get("/customers/corp-any").await.status, 404);
    let old = json!({"email": EMAIL, "password": PASSWORD});
    assert_eq!(server.api().post("/auth/login", &old).await.status, 401);
    let (_, password) = ended.stdout.split_once("password ").unwrap();
    let (password, _) = password.split_once(' ').unwrap();
    server.api().login(EMAIL, password).await;
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let place = Place::new();
    let server = place.start();
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let api = server.api().login(EMAIL, PASSWORD).await;

    let ended = place.run(&["account", "disable", "--email", EMAIL]);

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(
        ended.stdout,
        format!("account {EMAIL} is disabled, its sessions have ended\n")
    );
    assert_eq!(api.get("/customers/corp-any").await.status, 401);
    let login = json!({"email": EMAIL, "password": PASSWORD});
    assert_eq!(server.api().post("/auth/login", &login).await.status, 401);
}

#[test]
fn what_cannot_be_done_to_an_account_is_a_sentence() {
    let place = Place::new();
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let cases: [(&[&str], &str, &str); 6] = [
        (
            &create,
            PASSWORD,
            "an account with this e-mail address exists",
        ),
        (
            &create,
            "too short",
            "password must have at least 15 characters",
        ),
        (
            &create,
            "",
            "the first line of standard input must hold the password; or say --generate",
        ),
        (
            &["account", "create", "--email", "nobody"],
            PASSWORD,
            "the e-mail address must be one (RFC 5321), of at most 255 characters",
        ),
        (
            &["account", "disable", "--email", "x@acme.example"],
            "",
            "there is no account with this e-mail address",
        ),
        (
            &["account", "password", "--email", "x@acme.example"],
            PASSWORD,
            "there is no account with this e-mail address",
        ),
    ];
    for (arguments, input, sentence) in cases {
        let ended = place.run_with_input(arguments, input);

        assert_eq!(ended.code, Some(1), "{sentence}");
        assert_eq!(ended.stdout, "", "{sentence}");
        assert_eq!(ended.stderr, format!("sovx: {sentence}\n"));
    }
}

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

#[test]
fn help_teaches_by_examples_and_names_the_environment() {
    let place = Place::new();
    let helps: [(&[&str], &[&str]); 11] = [
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
        (&["audit", "verify", "--help"], &["Example:", "exits"]),
        (&["audit", "list", "--help"], &["Examples:", "--after"]),
        (&["openapi", "--help"], &["Examples:", "--format yaml"]),
    ];
    for (arguments, mentions) in helps {
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
    let wrong: [&[&str]; 7] = [
        &["--colour", "red"],
        &["fly"],
        &["account"],
        &["account", "create"],
        &["audit"],
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
