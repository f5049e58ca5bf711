//! The shell blocks of the README, run as they are read: in their order, and twice in a row.
//!
//! The words behind `sh` say what a block is for. Only what is printed for the reader is filled in, and
//! the address of this test's server.

use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::support::{Place, Server};

/// Public material of words that everybody knows: what the reader of the vault's block has in files.
const FILES: [(&str, &str); 3] = [
    (
        "wallet.txt",
        "wpkh([73c5da0a/84h/0h/0h]xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqA\
         QY3rAPshWcMLoP2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V/0/*)",
    ),
    (
        "account.txt",
        "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4Ze\
         ZXYVUhLv1VMrjPC7PW6V",
    ),
    ("pool.txt", "HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk"),
];

const README: &str = include_str!("../../../../README.md");

/// The blocks that build something take too long here, and the toolchain's are another crate's.
const KINDS: [&str; 7] = [
    "build",
    "install",
    "quickstart",
    "portal",
    "toolchain",
    "vault",
    "audit",
];

/// Each shell block, by the word that says what it is for.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let fenced = README.split("```").skip(1).step_by(2);
    let shell = fenced.filter_map(|block| block.strip_prefix("sh"));
    shell
        .map(|block| block.split_once('\n').unwrap())
        .map(|(kind, lines)| (kind.trim(), lines))
        .collect()
}

fn block(kind: &str) -> &'static str {
    let found = blocks().into_iter().find(|(known, _)| *known == kind);
    found.unwrap().1
}

/// A block with what a reader fills in, and an end of line after each answer that is shown.
fn filled_in(block: &str, server: &Server, password: &str) -> String {
    let origin = format!("http://{}", server.address);
    let lines = block.lines().map(|line| match line.split_once('=') {
        Some(("PASSWORD", _)) => format!("PASSWORD='{password}'"),
        Some(("MASTER_KEY", _)) => format!("MASTER_KEY='{}'", server.master_key()),
        _ => line.replace("http://127.0.0.1:8080", &origin),
    });
    let lines = lines.map(|line| match line.strip_prefix("curl ") {
        Some(rest) => format!("echo; curl -sf {rest}\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Runs a script in the place's folder, with `sovx` on the path, until something fails.
fn run(place: &Place, script: &str, input: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_sovx")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.display());
    let mut shell = place.in_environment("sh");
    let shell = shell.args(["-eu", "-c", script]).env("PATH", path);
    let streams = shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = streams.stderr(Stdio::piped()).spawn().unwrap();
    // What does not read its input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// What a script printed that ran to its end.
fn said(place: &Place, script: &str) -> String {
    let ran = run(place, script, "");
    let said = String::from_utf8(ran.stdout).unwrap();
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}\n{errors}");
    said
}

fn answers(said: &str) -> Vec<Value> {
    let lines = said.lines().filter(|line| line.starts_with('{'));
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_shell_block_of_the_readme_is_of_a_kind_that_is_tested() {
    for (kind, lines) in blocks() {
        assert!(KINDS.contains(&kind), "what is this for? {lines}");
    }
    assert_eq!(block("build"), "cargo run --release\n");
    for (_, lines) in (blocks().iter()).filter(|(kind, _)| ["build", "install"].contains(kind)) {
        for line in lines.lines() {
            assert!(line.starts_with("cargo "), "{line}");
            let folder = line.split_once("--path ").map(|(_, path)| path.trim());
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            let manifest = folder.map(|folder| root.join(folder).join("Cargo.toml"));
            assert!(manifest.is_none_or(|manifest| manifest.is_file()), "{line}");
        }
    }
}

#[actix_web::test]
async fn the_readme_works_as_written_twice_in_a_row() {
    let place = Place::new();
    let server = place.start();
    let password = server.printed_after("password").unwrap();
    let quick_start = filled_in(block("quickstart"), &server, &password);
    let portal = filled_in(block("portal"), &server, &password);

    for run in 1..=2 {
        let said = said(&place, &quick_start);

        let answers = answers(&said);
        let [health, customer, address, money @ .., listed] = answers.as_slice() else {
            panic!("{} answers: {said}", answers.len());
        };
        assert_eq!(health["status"], "ok");
        assert_eq!(customer["data"]["status"], "VERIFIED");
        let given = &address["data"]["addresses"][0];
        assert_eq!(given["network"], "bitcoin-testnet");
        assert!(given["address"].as_str().unwrap().starts_with("tb1q"));
        assert_eq!(listed["meta"]["pagination"]["records"]["total"], run);
        let [deposit, balances, told] = money else {
            panic!("{} answers about money: {said}", money.len());
        };
        assert_eq!(deposit["data"]["state"], "CREDITED");
        assert_eq!(balances["data"][0]["balance_decimal"], "0.5");
        assert_eq!(told["data"][0]["type"], "DEPOSIT");
    }
    for _ in 1..=2 {
        let answers = answers(&said(&place, &portal));
        assert_eq!(answers.len(), 1);
        assert_eq!(answers[0]["name"], "Acme University");
    }
    for _ in 1..=2 {
        let said = said(&place, block("audit"));
        assert!(said.contains("customer.created"), "{said}");
    }
}

#[test]
fn a_live_vault_takes_what_the_readme_imports_twice_in_a_row() {
    let place = Place::new().with("SOVX_ENVIRONMENT", "live");
    let _server = place.start();
    for (name, text) in FILES {
        drop(place.write(name, text));
    }

    for _ in 1..=2 {
        let outcomes = block("vault")
            .lines()
            .map(|line| run(&place, line, "yes\n"));
        let said: Vec<String> = outcomes
            .map(|ran| {
                let said = String::from_utf8_lossy(&ran.stdout).into_owned();
                let errors = String::from_utf8_lossy(&ran.stderr);
                assert!(ran.status.success(), "{said}\n{errors}");
                said
            })
            .collect();

        assert!(said[0].contains("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"));
        for network in ["bitcoin", "ethereum", "solana"] {
            let is_shown = said[3].lines().any(|line| line.starts_with(network));
            assert!(is_shown, "{network}: {}", said[3]);
        }
    }
}

#[actix_web::test]
async fn a_wrong_password_is_seen_where_the_readme_asks_for_one() {
    let place = Place::new();
    let server = place.start();
    let script = filled_in(block("quickstart"), &server, "not the password");

    let ran = run(&place, &script, "");

    let seen = String::from_utf8_lossy(&ran.stderr);
    assert!(!ran.status.success());
    assert!(seen.contains(r#""code":"UNAUTHORIZED""#), "{seen}");
}
