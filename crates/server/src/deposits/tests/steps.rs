//! Every state of a deposit, and everything that a chain may say then.

use sovx_ledger::{Actor, DepositState, Destination, EDGES, Outcome, Sighting};

use crate::auth::caller;
use crate::db::DepositId;
use crate::deposits::observe::{Books, ObserveError, observe};
use crate::deposits::queries;
use crate::deposits::source::Seen;
use crate::ledger::Ledger;
use crate::testing::{Caller, TestApp, pepper};

/// How many confirmations a deposit of the test needs, on the simulated Ethereum.
const REQUIRED: u32 = 3;

/// What a chain may say.
const SIGHTINGS: [Sighting; 6] = [
    Sighting::Gone,
    Sighting::Unconfirmed,
    Sighting::Confirmed(1),
    Sighting::Confirmed(REQUIRED - 1),
    Sighting::Confirmed(REQUIRED),
    Sighting::Confirmed(u32::MAX),
];

/// What a chain says one after the other, so that a deposit gets into this state.
fn way_to(state: DepositState) -> &'static [Sighting] {
    match state {
        DepositState::Seen => &[],
        DepositState::Confirming => &[Sighting::Confirmed(1)],
        DepositState::Credited | DepositState::Suspense => &[Sighting::Confirmed(REQUIRED)],
        DepositState::Orphaned => &[Sighting::Gone],
        DepositState::Reversed => &[Sighting::Confirmed(REQUIRED), Sighting::Unconfirmed],
        DepositState::Returned => panic!("only an operator sends a deposit back"),
    }
}

/// Tells the server what the chain says of a deposit; its state then.
async fn say(app: &TestApp, id: &DepositId, sighting: Sighting) -> DepositState {
    let books = Books {
        ledger: Ledger::new(&pepper()),
        clock: app.clock().clone(),
    };
    let (id, height) = (id.clone(), Some(7));
    let said = app
        .changes
        .change(caller::Actor::system("test"), move |conn| {
            let amount = None;
            let seen = Seen {
                sighting,
                height,
                amount,
            };
            let row = queries::find(conn, &id)?;
            let changed = observe(conn, &books, &row, seen)?;
            changed.try_map(|row| Ok::<_, ObserveError>(row.unwrap().state()?))
        });
    said.await.unwrap()
}

/// A wallet for ether of a new user, and a deposit of 1 to it.
async fn deposit(owner: &Caller<'_>, number: u32) -> (String, DepositId) {
    let user = owner.user(number).await;
    let body = serde_json::json!({"name": "Ether", "currency": "ETH"});
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let ether = serde_json::json!({
        "currency": "eth",
        "network": "ethereum-sepolia",
        "amount": 1,
    });
    let deposit = owner.try_deposit(&wallet, &ether).await.data();
    let id = DepositId::parse(deposit["deposit_id"].as_str().unwrap()).unwrap();
    (wallet, id)
}

/// Whether the chain may take a deposit from one state to another.
fn is_edge(from: DepositState, to: DepositState) -> bool {
    EDGES.contains(&(Some(from), to, Actor::Watcher))
}

#[actix_web::test]
async fn whatever_a_chain_says_in_any_state_takes_a_deposit_along_an_edge_or_nowhere() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let mut number = 0;

    for state in DepositState::ALL {
        if state == DepositState::Returned {
            continue;
        }
        for sighting in SIGHTINGS {
            number += 1;
            let (wallet, id) = deposit(&owner, number).await;
            let destination = match state {
                DepositState::Suspense => Destination::Suspense,
                _ => Destination::Wallet,
            };
            if destination == Destination::Suspense {
                let wallet_id = wallet.trim_start_matches("/wallets/");
                app.execute(&format!(
                    "UPDATE wallets SET status = 'INACTIVE' WHERE id = '{wallet_id}'"
                ));
            }
            let mut reached = DepositState::Seen;
            for step in way_to(state) {
                reached = say(&app, &id, *step).await;
            }
            assert_eq!(reached, state);

            let now = say(&app, &id, sighting).await;

            let expected = match DepositState::next(Some(state), sighting, REQUIRED, destination) {
                Outcome::Become(next) => next,
                Outcome::Stay => state,
            };
            assert_eq!(now, expected, "{state:?}, {sighting:?}");
            assert!(now == state || is_edge(state, now), "{state:?} to {now:?}");
            let balance = owner.balance(&format!("{wallet}/balances"), "eth").await;
            let [has, _, _, pending] = balance.each_ref().map(String::as_str);
            let is_in = |states: &[DepositState]| if states.contains(&now) { "1" } else { "0" };
            assert_eq!(
                has,
                is_in(&[DepositState::Credited]),
                "{state:?}, {sighting:?}"
            );
            let coming = [DepositState::Seen, DepositState::Confirming];
            assert_eq!(pending, is_in(&coming), "{state:?}, {sighting:?}");
        }
    }
}
