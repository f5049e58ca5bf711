//! Deposits of a server that nobody helps: its own workers mine, watch and credit.

use std::cell::Cell;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Api, Place, Request, Server};

/// How often the server is killed; `SOVX_KILL_CYCLES` asks for another number.
const CYCLES: u32 = 10;

fn cycles() -> u32 {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    let asked = std::env::var("SOVX_KILL_CYCLES");
    asked.map_or(CYCLES, |text| text.parse().unwrap())
}

/// An owner with a user that has a wallet for bitcoin: the caller, and the id of the wallet.
async fn wallet(server: &Server) -> (Api, String) {
    let session = server.login().await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    session.create_customer("corp-money").await;
    let key = session
        .post_empty("/customers/corp-money/credentials")
        .await;
    let key = text(&key.json()["data"]["customer_secret"]);
    let owner = server.api().with("x-api-key", &key);
    let user = json!({
        "user_type": "individual",
        "email": "john.doe@example.com",
        "first_name": "John",
        "last_name": "Doe",
        "phone": "+12015550123",
        "date_of_birth": "1990-01-01",
        "country": "US",
    });
    let user = owner.post("/users", &user).await;
    let user = text(&user.json()["data"]["user_id"]);
    let body = json!({"name": "Savings", "currency": "btc"});
    let wallet = owner.post(&format!("/users/{user}/wallets"), &body).await;
    let wallet = text(&wallet.json()["data"]["wallet_id"]);
    (owner, wallet)
}

fn half(wallet: &str) -> Value {
    json!({
        "wallet_id": wallet,
        "currency": "btc",
        "network": "bitcoin-testnet",
        "amount": 0.5,
    })
}

/// The states of all deposits to a wallet.
async fn states(owner: &Api, wallet: &str) -> Vec<String> {
    let mut states = Vec::new();
    loop {
        let skip = states.len();
        let page = format!("/wallets/{wallet}/deposits?filter[limit]=100&filter[skip]={skip}");
        let page = owner.get(&page).await.json();
        let page = page["data"].as_array().unwrap().clone();
        states.extend(
            page.iter()
                .map(|one| one["state"].as_str().unwrap().to_owned()),
        );
        if page.len() < 100 {
            return states;
        }
    }
}

/// Waits until every deposit is credited; how many there are.
async fn all_credited(owner: &Api, wallet: &str) -> usize {
    for _ in 0..600 {
        let states = states(owner, wallet).await;
        if !states.is_empty() && states.iter().all(|state| state == "CREDITED") {
            return states.len();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!(
        "deposits are not credited: {:?}",
        states(owner, wallet).await
    );
}

async fn balance(owner: &Api, wallet: &str) -> Value {
    let balances = owner.get(&format!("/wallets/{wallet}/balances")).await;
    balances.json()["data"][0]["balance"].take()
}

#[tokio::test]
async fn a_deposit_confirms_by_itself_and_the_ledger_adds_up_beside_the_server() {
    let place = Place::new();
    let server = place.start();
    let (owner, wallet) = wallet(&server).await;

    let made = owner.post("/sandbox/deposits", &half(&wallet)).await;
    let count = all_credited(&owner, &wallet).await;

    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(count, 1);
    assert_eq!(balance(&owner, &wallet).await, 0.5);
    let verified = place.run(&["ledger", "verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.stderr);
}

#[tokio::test]
async fn the_script_goes_from_an_empty_data_directory_to_a_proved_ledger() {
    let place = Place::new();
    let server = place.start();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/deposit.sh");
    let mut command = place.in_environment("sh");
    command
        .arg(script)
        .env("PATH", "/usr/bin:/bin")
        .env("BASE_URL", format!("http://{}", server.address))
        .env("PASSWORD", server.printed_after("password").unwrap())
        .env("SOVX", env!("CARGO_BIN_EXE_sovx"))
        .stderr(Stdio::piped());

    for _twice in 0..2 {
        let ended = command.output().unwrap();

        let (out, said) = (
            String::from_utf8_lossy(&ended.stdout).into_owned(),
            String::from_utf8_lossy(&ended.stderr).into_owned(),
        );
        assert!(ended.status.success(), "{out}{said}");
        assert!(out.contains("deposit      CREDITED"), "{out}");
        assert!(out.contains("balance      0.5 btc"), "{out}");
        assert!(out.contains("transaction  DEPOSIT 0.5 COMPLETED"), "{out}");
    }
}

#[tokio::test]
async fn a_live_server_has_no_sandbox() {
    let place = Place::new()
        .with("SOVX_ENVIRONMENT", "live")
        .with("SOVX_BOOTSTRAP_EMAIL", "ops@acme.example")
        .with("SOVX_BOOTSTRAP_PASSWORD", "correct horse battery staple");
    let server = place.start();

    let post = |path: &str| Request::new("POST", path).json("{}");
    let nowhere = post("/sovx/v1/sandbox/nothing").send_unjudged(server.address);
    let deposits = post("/sovx/v1/sandbox/deposits").send_unjudged(server.address);
    let contract = Request::get("/openapi/sovx.json").send(server.address);

    assert_eq!(nowhere.status, 404);
    assert_eq!(deposits.status, 404, "{}", deposits.text());
    assert_eq!(deposits.problems(), nowhere.problems());
    assert_eq!(contract.status, 200);
    let contract: Value = serde_json::from_slice(&contract.body).unwrap();
    let paths = contract["paths"].as_object().unwrap();
    assert!(
        paths.keys().all(|path| !path.contains("sandbox")),
        "{paths:?}"
    );
}

/// Simulates deposits until the server is gone; how many it has acknowledged.
async fn deposit_until_it_dies(owner: Api, wallet: String, arrived: &Cell<usize>) {
    loop {
        let made = owner.try_post("/sandbox/deposits", &half(&wallet)).await;
        let Ok(made) = made else {
            return;
        };
        assert_eq!(made.status, 201, "{}", made.text());
        arrived.set(arrived.get() + 1);
    }
}

#[tokio::test]
async fn every_acknowledged_deposit_is_credited_once_however_often_the_server_is_killed() {
    let place = Place::new();
    let mut server = place.start();
    let (owner, wallet) = wallet(&server).await;
    let acknowledged = Cell::new(0);
    let cycles = cycles();

    for cycle in 0..cycles {
        let caller = owner.clone().at(server.address);
        let burst = (0..4).map(|_| {
            let (caller, wallet) = (caller.clone(), wallet.clone());
            deposit_until_it_dies(caller, wallet, &acknowledged)
        });
        // Long enough for a block, at times, so that deposits are killed on their way.
        let until = Duration::from_millis(300 + 350 * u64::from(cycle % 10));
        let kill = async {
            tokio::time::sleep(until).await;
            server.kill();
        };
        tokio::join!(futures_util::future::join_all(burst), kill);
        server = place.start();
        let verified = place.run(&["ledger", "verify"]);
        assert_eq!(verified.code, Some(0), "{}", verified.stderr);
    }

    let owner = owner.at(server.address);
    let count = all_credited(&owner, &wallet).await;
    println!("{} acknowledged, {count} credited", acknowledged.get());
    let most = acknowledged.get() + 4 * usize::try_from(cycles).unwrap();
    assert!((acknowledged.get()..=most).contains(&count), "{count}");
    let expected = 0.5 * f64::from(u32::try_from(count).unwrap());
    assert_eq!(balance(&owner, &wallet).await, expected);
    let verified = place.run(&["ledger", "verify", "--full"]);
    assert_eq!(verified.code, Some(0), "{}", verified.stderr);
}
