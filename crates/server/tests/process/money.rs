//! Money that an operator moves beside a running server.

use serde_json::{Value, json};

use crate::support::{Api, Ended, Place, Server};

/// A customer's owner, and a wallet of one of its users.
struct World {
    session: Api,
    owner: Api,
    user: String,
    wallet: String,
}

impl World {
    async fn new(server: &Server) -> Self {
        let session = server.login().await;
        session.create_customer("corp-acme").await;
        let minted = session.post_empty("/customers/corp-acme/credentials").await;
        let key = minted.json()["data"]["customer_secret"].take();
        let owner = server.api().with("x-api-key", key.as_str().unwrap());
        let mut world = Self {
            session,
            owner,
            user: String::new(),
            wallet: String::new(),
        };
        (world.user, world.wallet) = world.user_with_wallet(1).await;
        world
    }

    /// Ids of a new user and of its wallet for bitcoin.
    async fn user_with_wallet(&self, number: u32) -> (String, String) {
        let body = json!({
            "user_type": "individual",
            "email": format!("user-{number}@example.com"),
            "first_name": "John",
            "last_name": "Doe",
            "phone": format!("+1201555{number:04}"),
            "date_of_birth": "1990-01-01",
            "country": "US",
        });
        let user = self.owner.post("/users", &body).await.json();
        let user = text(&user["data"]["user_id"]);
        let body = json!({ "name": "w", "currency": "BTC" });
        let path = format!("/users/{user}/wallets");
        let wallet = self.owner.post(&path, &body).await.json();
        (user, text(&wallet["data"]["wallet_id"]))
    }

    /// The exact balance of bitcoin in a wallet.
    async fn balance(&self, wallet: &str) -> String {
        let path = format!("/wallets/{wallet}/balances");
        let balances = self.owner.get(&path).await.json();
        let balances = balances["data"].as_array().unwrap().clone();
        let found = balances.iter().find(|one| one["currency"] == "btc");
        text(&found.unwrap()["balance_decimal"])
    }

    /// A confirmed deposit: its id and its state.
    async fn deposit(&self, amount: &str) -> (String, String) {
        let body = json!({
            "wallet_id": self.wallet,
            "currency": "btc",
            "network": "bitcoin-testnet",
            "amount_decimal": amount,
        });
        let sent = self.owner.post("/sandbox/deposits", &body).await.json();
        let id = text(&sent["data"]["deposit_id"]);
        let state = self.chain(&id, "confirm").await;
        (id, state)
    }

    async fn chain(&self, deposit: &str, wish: &str) -> String {
        let path = format!("/sandbox/deposits/{deposit}/{wish}");
        let answer = self.owner.post_empty(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        text(&answer.json()["data"]["state"])
    }

    /// Lets deposits of bitcoin be credited or not.
    async fn take_deposits(&self, place: &Place, is_taken: bool) {
        let known = self.owner.get("/currencies?filter[where][code]=BTC").await;
        let mut currency = known.json()["data"][0].take();
        currency["can_deposit"] = is_taken.into();
        let file = json!({ "currencies": [currency] }).to_string();
        place.write("catalogue.json", &file);
        let ended = place.run(&["currency", "import", "catalogue.json"]);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What a command that succeeds prints.
fn done(place: &Place, arguments: &[&str]) -> String {
    let ended = place.run(arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}: {}", ended.stderr);
    ended.stdout
}

fn done_in_json(place: &Place, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&done(place, &arguments)).unwrap()
}

/// Demands that a command fails with a sentence and prints nothing else.
fn assert_refused(ended: &Ended, code: i32, sentence: &str) {
    assert_eq!(ended.code, Some(code), "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
    assert!(ended.stderr.contains(sentence), "{}", ended.stderr);
}

/// A correction of the wallet's bitcoin.
fn correction<'a>(wallet: &'a str, amount: &'a str, reference: &'a str) -> Vec<&'a str> {
    vec![
        "ledger",
        "post-correction",
        "--wallet",
        wallet,
        "--currency",
        "btc",
        "--amount",
        amount,
        "--reason",
        "Put right",
        "--reference",
        reference,
    ]
}

#[tokio::test]
async fn a_correction_is_seen_at_once_and_done_once() {
    let place = Place::new();
    let server = place.start();
    let world = World::new(&server).await;
    let wallet = world.wallet.as_str();

    let first = done(&place, &correction(wallet, "0.5", "ticket-1"));
    let again = done(&place, &correction(wallet, "0.5", "ticket-1"));
    let taken = done_in_json(&place, &correction(wallet, "-0.2", "ticket-2"));

    assert_eq!(first, format!("wallet {wallet} is corrected by 0.5 btc\n"));
    assert_eq!(
        again,
        format!("done before: wallet {wallet} is corrected by 0.5 btc\n")
    );
    let expected = json!({
        "wallet": wallet,
        "currency": "btc",
        "amount": "-0.2",
        "reference": "ticket-2",
        "done_before": false,
    });
    assert_eq!(taken, expected);
    assert_eq!(world.balance(wallet).await, "0.3");
    let listed = done(&place, &["audit", "list", "--action", "ledger.corrected"]);
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

#[tokio::test]
async fn a_correction_that_cannot_be_is_a_sentence_and_changes_nothing() {
    let place = Place::new();
    let server = place.start();
    let world = World::new(&server).await;
    let wallet = world.wallet.as_str();
    done(&place, &correction(wallet, "0.5", "ticket-1"));

    let nobody = "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40";
    for (wallet, amount, reference, code, sentence) in [
        (wallet, "0.4", "ticket-1", 1, "for another order"),
        (wallet, "-0.6", "r", 1, "0.5 btc can be taken"),
        (wallet, "0", "r", 1, "must not be 0"),
        (wallet, "NaN", "r", 1, "must be a decimal number"),
        (wallet, "1e400", "r", 1, "must be a decimal number"),
        (wallet, "1000000000", "r", 1, "less than 1000000000"),
        (wallet, "0.000000001", "r", 1, "at most 8 digits"),
        (nobody, "1", "r", 1, "there is no such wallet"),
        ("wallet", "1", "r", 2, "the id of a wallet is a UUID"),
        (wallet, "1", " ", 2, "a reference has 1 to 128 characters"),
        (wallet, "1", "a\u{202E}b", 2, "direction of writing"),
    ] {
        let ended = place.run(&correction(wallet, amount, reference));
        assert_refused(&ended, code, sentence);
    }
    let mut currency = correction(wallet, "1", "r");
    currency[5] = "xyz";
    assert_refused(&place.run(&currency), 1, "has no such currency");
    let mut both = correction(wallet, "1", "r");
    both.extend(["--customer", "corp-acme"]);
    assert_refused(&place.run(&both), 2, "cannot be used with");
    let mut neither = correction(wallet, "1", "r");
    neither.drain(2..4);
    assert_refused(&place.run(&neither), 2, "required");

    assert_eq!(world.balance(wallet).await, "0.5");
}

#[tokio::test]
async fn revenue_is_corrected_and_paid_out() {
    let place = Place::new();
    let server = place.start();
    let _world = World::new(&server).await;
    let mut earned = correction("corp-acme", "2", "ticket-1");
    earned[2] = "--customer";
    done(&place, &earned);
    let payout = |reference: &'static str, more: &[&'static str]| {
        let payout = [
            "revenue",
            "payout",
            "--customer",
            "corp-acme",
            "--currency",
            "BTC",
            "--reason",
            "Fees",
            "--reference",
            reference,
        ];
        [&payout, more].concat()
    };

    let too_much = place.run(&payout("SEPA 1", &["--amount", "2.5"]));
    let negative = place.run(&payout("SEPA 1", &["--amount", "-1"]));
    let part = done(&place, &payout("SEPA 1", &["--amount", "0.5"]));
    let rest = done_in_json(&place, &payout("SEPA 2", &[]));
    let again = done_in_json(&place, &payout("SEPA 2", &[]));
    let nothing = place.run(&payout("SEPA 3", &[]));

    assert_refused(&too_much, 1, "there is not so much: 2 btc can be taken");
    assert_refused(&negative, 1, "the amount must be greater than 0");
    assert_eq!(
        part,
        "the revenue of customer corp-acme is paid out: 0.5 btc\n"
    );
    let mut expected = json!({
        "customer": "corp-acme",
        "currency": "btc",
        "amount": "1.5",
        "reference": "SEPA 2",
        "done_before": false,
    });
    assert_eq!(rest, expected);
    expected["done_before"] = true.into();
    assert_eq!(again, expected);
    assert_refused(&nothing, 1, "there is nothing of this currency to pay out");
}

#[tokio::test]
async fn a_deleted_customer_is_settled_once() {
    let place = Place::new();
    let server = place.start();
    let world = World::new(&server).await;
    done(&place, &correction(&world.wallet, "0.5", "ticket-1"));
    let mut earned = correction("corp-acme", "2", "ticket-2");
    earned[2] = "--customer";
    done(&place, &earned);
    let settle = |customer: &'static str| {
        [
            "customer",
            "settle",
            "--customer",
            customer,
            "--reason",
            "Contract ended",
            "--reference",
            "closing",
        ]
    };

    let early = place.run(&settle("corp-acme"));
    let unknown = place.run(&settle("corp-nobody"));
    let deleted = world.session.delete("/customers/corp-acme").await;
    let settled = done(&place, &settle("corp-acme"));
    let again = done_in_json(&place, &settle("corp-acme"));

    assert_refused(&early, 1, "the customer is not deleted");
    assert_refused(&unknown, 1, "there is no such customer");
    assert_eq!(deleted.status, 204);
    assert_eq!(settled, "customer corp-acme is settled: 2.5 btc\n");
    let expected = json!({
        "customer": "corp-acme",
        "settled": [{"currency": "btc", "amount": "2.5"}],
        "reference": "closing",
        "done_before": true,
    });
    assert_eq!(again, expected);
}

#[tokio::test]
async fn a_deposit_in_suspense_is_found_assigned_and_reversed() {
    let place = Place::new();
    let server = place.start();
    let world = World::new(&server).await;
    let (_, other) = world.user_with_wallet(2).await;
    world.take_deposits(&place, false).await;
    let (deposit, state) = world.deposit("0.5").await;
    world.take_deposits(&place, true).await;
    let assign = |wallet: &str| {
        let words = ["suspense", "assign", "--reason", "Asked for", "--deposit"];
        let words = words.map(str::to_owned).into_iter();
        let rest = [deposit.clone(), "--wallet".to_owned(), wallet.to_owned()];
        words.chain(rest).collect::<Vec<_>>()
    };
    let assigned = |wallet: &str| {
        let words = assign(wallet);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        place.run(&words)
    };

    let listed = done_in_json(&place, &["suspense", "list"]);
    let first = assigned(&other);
    let again = assigned(&other);
    let elsewhere = assigned(&world.wallet);

    assert_eq!(state, "SUSPENSE");
    for (name, value) in [
        ("deposit", deposit.as_str()),
        ("customer", "corp-acme"),
        ("user", &world.user),
        ("wallet", &world.wallet),
        ("currency", "btc"),
        ("amount", "0.5"),
        ("network", "bitcoin-testnet"),
        ("reason", "the currency takes no deposits"),
    ] {
        assert_eq!(listed[name], value, "{listed}");
    }
    let sentence = format!("deposit {deposit} is assigned to wallet {other}: 0.5 btc\n");
    assert_eq!(first.stdout, sentence, "{}", first.stderr);
    assert_eq!(again.stdout, format!("done before: {sentence}"));
    assert_refused(&elsewhere, 1, "the deposit was assigned to another wallet");
    assert_eq!(done(&place, &["suspense", "list"]), "");
    assert_eq!(world.balance(&other).await, "0.5");
    assert_eq!(world.balance(&world.wallet).await, "0");
    assert_eq!(world.chain(&deposit, "reorg").await, "REVERSED");
    assert_eq!(world.balance(&other).await, "0");
}

#[tokio::test]
async fn a_wallet_is_frozen_found_and_freed() {
    let place = Place::new();
    let server = place.start();
    let world = World::new(&server).await;
    let wallet = world.wallet.as_str();
    let of = |what: &'static str, wallet: &str| {
        place.run(&["wallet", what, "--wallet", wallet, "--reason", "Ticket 17"])
    };

    let frozen = of("freeze", wallet);
    let again = of("freeze", wallet);
    let listed = done_in_json(&place, &["wallet", "list", "--frozen"]);
    let shown = done(&place, &["wallet", "list"]);
    let freed = of("unfreeze", wallet);
    let twice = of("unfreeze", wallet);
    let unknown = of("freeze", "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40");
    let malformed = of("unfreeze", "w");

    assert_eq!(frozen.stdout, format!("wallet {wallet} is frozen\n"));
    assert_eq!(
        again.stdout,
        format!("done before: wallet {wallet} is frozen\n")
    );
    assert_eq!(
        (&listed["wallet"], &listed["frozen_reason"]),
        (&json!(wallet), &json!("OPERATOR"))
    );
    assert!(
        shown.contains("ACTIVE  frozen OPERATOR since 20"),
        "{shown}"
    );
    assert_eq!(freed.stdout, format!("wallet {wallet} is free\n"));
    assert_eq!(twice.stdout, format!("wallet {wallet} was not frozen\n"));
    assert_refused(&unknown, 1, "there is no such wallet");
    assert_refused(&malformed, 2, "the id of a wallet is a UUID");
    assert_eq!(done(&place, &["wallet", "list", "--frozen"]), "");
}

#[tokio::test]
async fn an_import_leaves_the_precision_of_a_currency_with_amounts_alone() {
    let place = Place::new();
    let server = place.start();
    let world = World::new(&server).await;
    done(&place, &correction(&world.wallet, "0.5", "ticket-1"));
    let known = world.owner.get("/currencies?filter[where][code]=BTC").await;
    let mut currency = known.json()["data"][0].take();
    let import = |currency: &Value| {
        let file = json!({ "currencies": [currency] }).to_string();
        place.write("catalogue.json", &file);
        place.run(&["currency", "import", "catalogue.json"])
    };

    currency["precision"] = 10.into();
    let finer = import(&currency);
    currency["precision"] = 7.into();
    let coarser = import(&currency);

    assert_refused(
        &finer,
        1,
        "/currencies/0/precision must be 8, as the ledger",
    );
    assert_refused(&coarser, 1, "/currencies/0/precision must be at least 8");
    assert_eq!(world.balance(&world.wallet).await, "0.5");
}
