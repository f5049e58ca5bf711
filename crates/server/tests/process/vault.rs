//! `sovx vault`: what an operator is shown, asked and refused, beside a running server.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Place, Server};

/// The account m/84h/1h/0h of the words `abandon … about`, and its first addresses.
const DESCRIPTOR: &str = "wpkh([73c5da0a/84h/1h/0h]tpubDC8msFGeGuwnKG9Upg7DM2b4DaRqg3CUZa5g8v2SRQ6K4\
                          NSkxUgd7HsL2XVWbVm39yBA4LAxysQAm397zwQSQoQgewGiYZqrA9DsP4zbQ1M/0/*)";
const ADDRESSES: [&str; 3] = [
    "tb1q6rz28mcfaxtmd6v789l9rrlrusdprr9pqcpvkl",
    "tb1qd7spv5q28348xl4myc8zmh983w5jx32cjhkn97",
    "tb1qxdyjf6h5d6qxap4n2dap97q4j5ps6ua8sll0ct",
];
const IMPORT: [&str; 4] = ["vault", "import", "--network", "bitcoin-testnet"];

/// Creates a customer, an active user and a wallet for bitcoin; the wallet.
async fn wallet(server: &Server) -> Value {
    let session = server.login().await;
    assert_eq!(session.create_customer("corp-vault").await.status, 201);
    let minted = session
        .post_empty("/customers/corp-vault/credentials")
        .await;
    let key = minted.json()["data"]["customer_secret"].clone();
    let owner = server.api().with("x-api-key", key.as_str().unwrap());
    let user = json!({
        "user_type": "individual",
        "email": "john.doe@example.com",
        "first_name": "John",
        "last_name": "Doe",
        "phone": "+12015550123",
        "date_of_birth": "1990-01-01",
        "country": "US",
    });
    let user = owner.post("/users", &user).await.json();
    let path = format!(
        "/users/{}/wallets",
        user["data"]["user_id"].as_str().unwrap()
    );
    let body = json!({"name": "Savings", "currency": "BTC"});
    let created = owner.post(&path, &body).await;
    assert_eq!(created.status, 201, "{}", created.text());
    created.json()["data"].clone()
}

#[tokio::test]
async fn a_confirmed_source_supplies_the_running_server_at_once() {
    let place = Place::new();
    let server = place.start();
    place.write("descriptor.txt", DESCRIPTOR);

    let arguments = [&IMPORT[..], &["descriptor.txt"]].concat();
    let ended = place.run_with_input(&arguments, "yes\n");

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    for (index, address) in ADDRESSES.iter().enumerate() {
        let shown = format!("  {index}  {address}\n");
        assert!(ended.stdout.contains(&shown), "{}", ended.stdout);
    }
    let wallet = wallet(&server).await;
    assert_eq!(wallet["addresses"][0]["address"], ADDRESSES[0]);
    let id = wallet["wallet_id"].as_str().unwrap();
    let exported = place.run(&["vault", "export", "--network", "bitcoin-testnet"]);
    let given_at = wallet["created_at"].as_str().unwrap();
    let line = format!("0,{},{id},{given_at}", ADDRESSES[0]);
    let shown = place.run(&["vault", "show"]).stdout;
    let of_network = |line: &&str| line.starts_with("bitcoin-testnet");
    let lines: Vec<_> = shown.lines().filter(of_network).collect();
    let source = lines[0].split_whitespace().nth(2).unwrap();
    assert_eq!(
        exported.stdout,
        format!(
            "network,source,index,address,wallet,given_out_at\nbitcoin-testnet,{source},{line}\n"
        )
    );
    assert!(
        lines[0].ends_with("active, 1 given out, next index 1"),
        "{shown}"
    );
    assert!(
        lines[1].ends_with("former, 0 given out, next index 0"),
        "{shown}"
    );
    assert!(shown.contains("1000 left"), "{shown}");
}

#[test]
fn without_a_yes_nothing_is_imported() {
    let place = Place::new();
    drop(place.start());
    place.write("descriptor.txt", DESCRIPTOR);
    let from_file = [&IMPORT[..], &["descriptor.txt"]].concat();
    let from_input = [&IMPORT[..], &["-"]].concat();

    for answer in ["", "no\n", "yes please\n"] {
        let ended = place.run_with_input(&from_file, answer);

        assert_eq!(ended.code, Some(1), "{answer}");
        assert_eq!(ended.stderr, "sovx: nothing was imported\n");
    }
    let ended = place.run_with_input(&from_input, DESCRIPTOR);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("give --yes"), "{}", ended.stderr);
    let json = place.run(&[&from_file[..], &["--format", "json"]].concat());
    assert_eq!(
        json.stderr,
        "sovx: nobody is asked where the outcome is JSON: give --yes\n"
    );
    let shown = place.run(&["vault", "show"]).stdout;
    let of_network = |line: &&str| line.starts_with("bitcoin-testnet");
    assert_eq!(shown.lines().filter(of_network).count(), 1, "{shown}");
}

#[test]
fn a_script_imports_from_standard_input_with_yes() {
    let place = Place::new();
    drop(place.start());
    let arguments = [&IMPORT[..], &["--yes", "--format", "json", "-"]].concat();

    let ended = place.run_with_input(&arguments, DESCRIPTOR);

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let imported: Value = serde_json::from_str(&ended.stdout).unwrap();
    let shown = place.run(&["vault", "show", "--format", "json"]).stdout;
    let shown: Vec<Value> = shown
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(shown.contains(&imported), "{shown:?}");
    assert_eq!(imported["network"], "bitcoin-testnet");
    assert_eq!(
        (&imported["active"], &imported["left"]),
        (&json!(true), &Value::Null)
    );
    let derive = [
        "vault",
        "derive",
        "--network",
        "bitcoin-testnet",
        "--from",
        "1",
    ];
    let derived = place.run(&[&derive[..], &["--count", "2"]].concat());
    let expected = format!("index,address\n1,{}\n2,{}\n", ADDRESSES[1], ADDRESSES[2]);
    assert_eq!(derived.stdout, expected, "{}", derived.stderr);
    let derived = place.run(&[&derive[..], &["--count", "1", "--format", "json"]].concat());
    let derived: Value = serde_json::from_str(&derived.stdout).unwrap();
    assert_eq!(derived, json!({"index": 1, "address": ADDRESSES[1]}));
}

#[test]
fn private_material_and_networks_of_the_other_environment_are_refused_in_a_sentence() {
    let place = Place::new();
    let words = "abandon ".repeat(11) + "about";
    place.write("words.txt", &words);
    place.write("descriptor.txt", DESCRIPTOR);
    let live = [
        "vault",
        "import",
        "--network",
        "bitcoin",
        "--yes",
        "descriptor.txt",
    ];
    let derive = ["vault", "derive", "--network", "bitcoin-testnet"];

    let derived = place.run(&[&derive[..], &["words.txt"]].concat());
    let nobody = place.run(&derive);
    drop(place.start());
    let private = place.run(&[&IMPORT[..], &["--yes", "words.txt"]].concat());
    let other = place.run(&live);
    let none = place.run(&["vault", "derive", "--network", "bitcoin"]);

    for refused in [&private, &derived] {
        assert_eq!(refused.code, Some(1));
        assert_eq!(refused.stdout, "");
        assert!(
            refused.stderr.contains("this is seed words"),
            "{}",
            refused.stderr
        );
        assert!(!refused.stderr.contains("abandon"), "{}", refused.stderr);
    }
    let sentence = "sovx: bitcoin has no place in the sandbox environment, which takes \
                    bitcoin-testnet, ethereum-sepolia, solana-devnet\n";
    assert_eq!((other.code, other.stderr.as_str()), (Some(1), sentence));
    assert!(none.stderr.contains("has no source"), "{}", none.stderr);
    let nowhere = "sovx: no server has been started with ";
    assert!(nobody.stderr.starts_with(nowhere), "{}", nobody.stderr);
}

#[tokio::test]
async fn the_seed_of_a_sandbox_is_beside_its_data_and_stays() {
    let place = Place::new();
    let server = place.start();
    let path = server.printed_after("test coins").unwrap();

    let written = fs::read_to_string(&path).unwrap();

    assert_eq!(path, format!("{}.sandbox-seed", place.data_dir().display()));
    let words = written
        .lines()
        .find_map(|line| line.strip_prefix("words: "));
    assert_eq!(words.unwrap().split(' ').count(), 24);
    let first = wallet(&server).await["addresses"][0]["address"].clone();
    server.terminate();
    assert!(server.wait().success());
    let server = place.start();
    assert_eq!(server.printed_after("test coins"), None);
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
    let exported = place.run(&["vault", "export"]).stdout;
    assert!(exported.contains(first.as_str().unwrap()), "{exported}");
}

#[test]
fn a_live_server_makes_no_seed() {
    let place = Place::new().with("SOVX_ENVIRONMENT", "live");

    let server = place.start();

    assert_eq!(server.printed_after("test coins"), None);
    let beside = format!("{}.sandbox-seed", place.data_dir().display());
    assert!(!fs::exists(beside).unwrap());
}
