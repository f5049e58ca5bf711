//! `sovx account`: who may sign in, beside a running server.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::Place;

const EMAIL: &str = "ops@acme.example";
const PASSWORD: &str = "correct horse battery staple";

#[tokio::test]
async fn an_account_is_created_with_the_password_from_standard_input() {
    let place = Place::new();
    let server = place.start();

    let ended = place.run_with_input(
        &["account", "create", "--email", EMAIL],
        &format!("{PASSWORD}\nignored\n"),
    );

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.stdout, format!("account {EMAIL} is created\n"));
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
    drop(place.start());
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let other = ["account", "create", "--email", "other@acme.example"];
    let null = "correct horse\0battery staple";
    let cases: [(&[&str], &str, &str); 6] = [
        (
            &create,
            PASSWORD,
            "an account with this e-mail address exists",
        ),
        (
            &other,
            "too short",
            "password must have at least 15 characters",
        ),
        (&other, null, "password must not hold the character U+0000"),
        (
            &other,
            "",
            "the first line of standard input must hold the password; or say --generate",
        ),
        (
            &["account", "create", "--email", "nobody"],
            PASSWORD,
            "the e-mail address must be an e-mail address",
        ),
        (
            &["account", "create", "--email", &"a".repeat(256)],
            PASSWORD,
            "the e-mail address must be at most 255 characters long",
        ),
    ];
    for (arguments, input, sentence) in cases {
        let ended = place.run_with_input(arguments, input);

        assert_eq!(ended.code, Some(1), "{sentence}");
        assert_eq!(ended.stdout, "", "{sentence}");
        assert_eq!(ended.stderr, format!("sovx: {sentence}\n"));
    }
}

#[test]
fn an_account_that_does_not_exist_is_not_changed() {
    let place = Place::new();
    drop(place.start());

    for command in ["disable", "enable", "password"] {
        let ended = place.run(&["account", command, "--email", "x@acme.example"]);

        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
        let sentence = "sovx: there is no account with this e-mail address\n";
        assert_eq!(ended.stderr, sentence, "{command}");
    }
}

#[tokio::test]
async fn accounts_are_listed_disabled_and_enabled_with_the_password_they_had() {
    let place = Place::new();
    let server = place.start();
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let disable = ["account", "disable", "--email", EMAIL];
    assert_eq!(place.run(&disable).code, Some(0));

    let listed = place.run(&["account", "list", "--format", "json"]).stdout;
    let text = place.run(&["account", "list"]).stdout;
    let enabled = place.run(&["account", "enable", "--email", "OPS@acme.example"]);

    let accounts: Vec<Value> = listed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<_> = accounts
        .iter()
        .map(|account| (account["email"].as_str(), account["active"].as_bool()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("admin@sandbox.example"), Some(true)),
            (Some(EMAIL), Some(false)),
        ]
    );
    let disabled = text.lines().nth(1).unwrap();
    let columns: Vec<_> = disabled.split_whitespace().collect();
    let expected = [
        accounts[1]["id"].as_str().unwrap(),
        "disabled",
        accounts[1]["created_at"].as_str().unwrap(),
        EMAIL,
    ];
    assert_eq!(columns, expected);
    assert_eq!(
        enabled.stdout,
        "account OPS@acme.example is enabled, its password works\n"
    );
    server.api().login(EMAIL, PASSWORD).await;
}

#[test]
fn a_new_password_of_a_disabled_account_says_that_it_is_disabled() {
    let place = Place::new();
    drop(place.start());
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let disable = ["account", "disable", "--email", EMAIL];
    assert_eq!(place.run(&disable).code, Some(0));
    let password = ["account", "password", "--email", EMAIL];

    let text = place.run_with_input(&password, PASSWORD);
    let json = place.run(&[&password[..], &["--generate", "--format", "json"]].concat());

    assert_eq!(
        text.stdout,
        format!(
            "account {EMAIL} has another password and is still disabled: sovx account enable \
             --email {EMAIL}\n"
        )
    );
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (&json["email"], &json["active"]),
        (&json!(EMAIL), &json!(false))
    );
    assert_eq!(json["password"].as_str().unwrap().len(), 24);
}

#[tokio::test]
async fn the_last_active_account_is_disabled_only_by_force() {
    let place = Place::new();
    let server = place.start();
    let create = ["account", "create", "--email", EMAIL];
    assert_eq!(place.run_with_input(&create, PASSWORD).code, Some(0));
    let disable = |email| ["account", "disable", "--email", email];
    assert_eq!(place.run(&disable("admin@sandbox.example")).code, Some(0));

    let refused = place.run(&disable(EMAIL));
    let still_in = server.api().login(EMAIL, PASSWORD).await;
    let forced = place.run(&[&disable(EMAIL)[..], &["--force"]].concat());

    assert_eq!(refused.code, Some(1));
    assert_eq!(
        refused.stderr,
        "sovx: this is the last active account, and nobody could sign in without it: say --force\n"
    );
    assert_eq!(forced.code, Some(0), "{}", forced.stderr);
    assert_eq!(still_in.get("/customers/corp-any").await.status, 401);
}

/// Runs a command on a terminal of its own and types each line once it is asked for. What the
/// terminal showed, and the exit code.
fn on_a_terminal(place: &Place, arguments: &str, typed: &[(&str, &str)]) -> (String, Option<i32>) {
    let sovx = env!("CARGO_BIN_EXE_sovx");
    let mut command: Command = place.command(&[]);
    let command_line = format!("{sovx} {arguments}");
    let mut on_terminal = Command::new("script");
    on_terminal
        .args([
            "--quiet",
            "--return",
            "--command",
            &command_line,
            "/dev/null",
        ])
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("PATH", "/usr/bin:/bin")
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    if let Some(folder) = command.stdin(Stdio::null()).get_current_dir() {
        on_terminal.current_dir(folder);
    }
    let mut child = on_terminal.spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = String::new();
    for (prompt, line) in typed {
        while !shown.contains(prompt) {
            let mut bytes = [0; 256];
            let read = output.read(&mut bytes).unwrap();
            assert_ne!(read, 0, "{prompt} was not asked: {shown}");
            shown.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        // The program shows the prompt first and then turns the echo off, before anybody types.
        std::thread::sleep(std::time::Duration::from_millis(300));
        input.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
    output.read_to_string(&mut shown).unwrap();
    (shown, child.wait().unwrap().code())
}

#[tokio::test]
async fn on_a_terminal_a_password_is_asked_for_twice_and_never_shown() {
    let place = Place::new();
    let server = place.start();
    let arguments = format!("account create --email {EMAIL}");
    let typed = |again| [("Password: ", PASSWORD), ("The same again: ", again)];

    let (differing, refused) =
        on_a_terminal(&place, &arguments, &typed("something else altogether"));
    let (equal, created) = on_a_terminal(&place, &arguments, &typed(PASSWORD));

    assert_eq!((refused, created), (Some(1), Some(0)), "{differing}{equal}");
    assert!(
        differing.contains("the two passwords differ"),
        "{differing}"
    );
    assert!(
        equal.contains(&format!("account {EMAIL} is created")),
        "{equal}"
    );
    for shown in [differing, equal] {
        assert!(!shown.contains(PASSWORD), "{shown}");
    }
    server.api().login(EMAIL, PASSWORD).await;
}
