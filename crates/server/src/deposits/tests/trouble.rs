//! What every operation that concerns money answers in times of trouble.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::testing::{Caller, Saturation, Seen, Setup, TestApp};

/// A wallet with money: the paths of its user, of itself, and the ids of a deposit and of what is
/// told of it.
struct Made {
    user: String,
    wallet: String,
    deposit: String,
    transaction: String,
}

impl Made {
    async fn of(owner: &Caller<'_>) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let user = owner.user(1).await;
        let wallet = owner.wallet(&user, "Savings").await;
        let wallet = format!("/wallets/{}", text(&wallet["wallet_id"]));
        let deposit = owner.deposit(&wallet, "0.5").await;
        let told = owner.get(&format!("{wallet}/transactions")).await.data();
        Self {
            user,
            wallet,
            deposit: text(&deposit["deposit_id"]),
            transaction: text(&told[0]["transaction_id"]),
        }
    }

    fn reading(&self) -> Vec<String> {
        let Self {
            user,
            wallet,
            deposit,
            transaction,
        } = self;
        vec![
            "/accounts/balance".to_owned(),
            format!("{user}/accounts/balance"),
            format!("{wallet}/balances"),
            "/accounts/transactions".to_owned(),
            format!("/accounts/transactions/{transaction}"),
            format!("{user}/accounts/transactions"),
            format!("{user}/accounts/transactions/{transaction}"),
            format!("{wallet}/transactions"),
            format!("{wallet}/transactions/{transaction}"),
            format!("{wallet}/deposits"),
            format!("{wallet}/deposits/{deposit}"),
        ]
    }

    /// The status of every operation.
    async fn all(&self, owner: &Caller<'_>) -> Vec<(String, u16)> {
        let mut seen = Vec::new();
        for path in self.reading() {
            let status = owner.get(&path).await.status;
            seen.push((path, status));
        }
        for wish in ["confirm", "orphan", "reorg"] {
            let path = format!("/sandbox/deposits/{}/{wish}", self.deposit);
            let status = owner.trigger(&path).await.status;
            seen.push((path, status));
        }
        let status = owner.try_deposit(&self.wallet, &json!({"amount": 1})).await;
        seen.push(("/sandbox/deposits".to_owned(), status.status));
        seen
    }
}

#[actix_web::test]
async fn every_operation_about_money_says_when_the_database_is_broken() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let made = Made::of(&owner).await;

    for table in [
        "ledger_accounts",
        "transactions",
        "deposits",
        "sim_transactions",
    ] {
        app.lose(table);
    }
    let seen = made.all(&owner).await;

    for (path, status) in seen {
        assert_eq!(status, 500, "{path}");
    }
}

#[actix_web::test]
async fn every_operation_about_money_says_when_the_database_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let owner = app.owner("acme").await;
    let made = Made::of(&owner).await;

    let saturation = Saturation::of(&app).await;
    let seen = made.all(&owner).await;
    drop(saturation);

    for (path, status) in seen {
        assert_eq!(status, 503, "{path}");
    }
}

#[actix_web::test]
async fn every_operation_about_money_refuses_what_it_cannot_read() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let made = Made {
        user: "/users/zzz".to_owned(),
        wallet: "/wallets/zzz".to_owned(),
        deposit: "zzz".to_owned(),
        transaction: "zzz".to_owned(),
    };

    for path in made.reading() {
        if path.contains("zzz") {
            assert_eq!(owner.get(&path).await.status, 400, "{path}");
        }
    }
    for wish in ["confirm", "orphan", "reorg"] {
        let path = format!("/sandbox/deposits/zzz/{wish}");
        assert_eq!(owner.trigger(&path).await.status, 400, "{path}");
    }
}

#[actix_web::test]
async fn a_simulated_deposit_wants_json_of_a_mebibyte_at_most() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let request = || owner.request(Method::POST, "/sandbox/deposits");
    let form = request().body("a=b");
    let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let large = request().body(" ".repeat(1024 * 1024 + 1));
    let large = large.header(CONTENT_TYPE, "application/json");

    let (form, large): (Seen, Seen) = (app.send(form).await, app.send(large).await);

    assert_eq!((form.status, large.status), (415, 413));
    assert_eq!(form.blamed(), ["- UNSUPPORTED_MEDIA_TYPE"]);
    assert_eq!(large.blamed(), ["- PAYLOAD_TOO_LARGE"]);
}
