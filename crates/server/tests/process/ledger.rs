//! The ledger from outside: proved and read beside a running server.

use serde_json::{Value, json};

use crate::support::{Api, Place, Server};

/// A user's wallet for bitcoin, and the key of the customer.
async fn wallet(server: &Server) -> (Api, String) {
    let session = server.login().await;
    assert_eq!(session.create_customer("corp-acme").await.status, 201);
    let minted = session.post_empty("/customers/corp-acme/credentials").await;
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
    let user = user["data"]["user_id"].as_str().unwrap();
    let body = json!({"name": "Savings", "currency": "BTC"});
    let created = owner.post(&format!("/users/{user}/wallets"), &body).await;
    assert_eq!(created.status, 201, "{}", created.text());
    let id = created.json()["data"]["wallet_id"].clone();
    (owner, id.as_str().unwrap().to_owned())
}

/// Coins that are credited to the wallet.
async fn credited(owner: &Api, wallet: &str, amount: &str) -> String {
    let body = json!({
        "wallet_id": wallet,
        "currency": "btc",
        "network": "bitcoin-testnet",
        "amount_decimal": amount,
    });
    let seen = owner.post("/sandbox/deposits", &body).await;
    assert_eq!(seen.status, 201, "{}", seen.text());
    let id = seen.json()["data"]["deposit_id"].clone();
    let id = id.as_str().unwrap().to_owned();
    let confirm = format!("/sandbox/deposits/{id}/confirm");
    let confirmed = owner.post_empty(&confirm).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    id
}

fn json_of(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn the_books_are_proved_beside_a_running_server() {
    let place = Place::new();
    let server = place.start();
    let (owner, wallet) = wallet(&server).await;
    for amount in ["0.5", "1.25"] {
        credited(&owner, &wallet, amount).await;
    }

    let proved = place.run(&["ledger", "verify"]);
    let again = place.run(&["ledger", "verify", "--format", "json"]);
    let full = place.run(&["ledger", "verify", "--full", "--format", "json"]);

    assert_eq!(proved.code, Some(0), "{}", proved.stderr);
    assert_eq!(
        proved.stdout,
        "ledger: 2 accounts, 2 movements, 4 lines, 1 currencies, all proved; 4 lines are new\n\
         btc: debits 1.75, credits 1.75\n"
    );
    let whole = |new_lines: u32| {
        json!({
            "intact": true,
            "accounts": 2,
            "movements": 2,
            "lines": 4,
            "new_lines": new_lines,
            "currencies": [{"currency": "btc", "debits": "1.75", "credits": "1.75"}],
            "findings": [],
            "more_findings": 0,
        })
    };
    assert_eq!(json_of(&again.stdout), [whole(0)]);
    assert_eq!(json_of(&full.stdout), [whole(4)]);
}

#[tokio::test]
async fn what_was_altered_is_named_and_the_proof_fails() {
    let place = Place::new();
    let server = place.start();
    let (owner, wallet) = wallet(&server).await;
    let deposit = credited(&owner, &wallet, "0.5").await;
    place.execute("UPDATE deposits SET credits = 2");

    let text = place.run(&["ledger", "verify"]);
    let json = place.run(&["ledger", "verify", "--format", "json"]);

    assert_eq!((text.code, json.code), (Some(1), Some(1)));
    let flaw = "the movements are not those that the state calls for";
    assert_eq!(text.stdout, format!("deposits {deposit}: {flaw}\n"));
    let complaint = "the ledger is not as it must be; findings: 1";
    assert!(text.stderr.contains(complaint), "{}", text.stderr);
    let said = json_of(&json.stdout);
    assert_eq!(said[0]["intact"], false);
    let finding = json!({"table": "deposits", "id": deposit, "flaw": flaw});
    assert_eq!(said[0]["findings"], json!([finding]));
}

#[tokio::test]
async fn a_statement_shows_every_line_of_a_wallet() {
    let place = Place::new();
    let server = place.start();
    let (owner, wallet) = wallet(&server).await;
    let empty = place.run(&["ledger", "statement", "--wallet", &wallet]);
    let deposits = [
        credited(&owner, &wallet, "0.5").await,
        credited(&owner, &wallet, "1.25").await,
    ];

    let csv = place.run(&["ledger", "statement", "--wallet", &wallet]);
    let of_bitcoin = [
        "ledger",
        "statement",
        "--wallet",
        &wallet,
        "--currency",
        "BTC",
    ];
    let json = place.run(&[&of_bitcoin[..], &["--format", "json"]].concat());

    let header =
        "currency,seq,time,kind,phase,operation,reference,side,amount,balance_after,held_after\n";
    assert_eq!(empty.stdout, header);
    assert_eq!(csv.code, Some(0), "{}", csv.stderr);
    let rows = json_of(&json.stdout);
    let mut expected = header.to_owned();
    for ((row, deposit), amounts) in rows.iter().zip(&deposits).zip(["0.5,0.5", "1.25,1.75"]) {
        let (seq, time) = (&row["seq"], row["time"].as_str().unwrap());
        expected.push_str(&format!(
            "btc,{seq},{time},deposit,POST,{deposit},{deposit}:1,CREDIT,{amounts},0\n"
        ));
    }
    assert_eq!(csv.stdout, expected);
    assert_eq!(rows.len(), 2);
    let second = rows[1]["time"].as_str().unwrap();
    for (flag, seq) in [("--from", 2), ("--to", 1)] {
        let part = place.run(&[&of_bitcoin[..], &["--format", "json", flag, second]].concat());
        let seqs: Vec<_> = json_of(&part.stdout)
            .iter()
            .map(|row| row["seq"].clone())
            .collect();
        assert_eq!(seqs, [seq]);
    }
}

#[tokio::test]
async fn a_wallet_that_nobody_has_is_no_statement() {
    let place = Place::new();
    drop(place.start());
    let id = "0196a1c2-0000-7000-8000-000000000000";

    let ended = place.run(&["ledger", "statement", "--wallet", id]);

    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    let sentence = format!("sovx: there is no wallet {id}\n");
    assert!(ended.stderr.ends_with(&sentence), "{}", ended.stderr);
}
