//! What watchers do about what is out of date, or not as it was.

use sovx_ledger::Sighting;

use crate::auth::caller::Actor;
use crate::db::DepositId;
use crate::deposits::observe::{Books, ObserveError, observe};
use crate::deposits::queries;
use crate::deposits::source::Seen;
use crate::testing::{Caller, TestApp};

async fn wallet(owner: &Caller<'_>, number: u32) -> String {
    let user = owner.user(number).await;
    let wallet = owner.wallet(&user, "Savings").await;
    format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap())
}

#[actix_web::test]
async fn what_a_chain_said_before_a_deposit_was_lost_is_not_followed() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner, 1).await;
    let deposit = owner.deposit(&wallet, "0.5").await;
    let id = DepositId::parse(deposit["deposit_id"].as_str().unwrap()).unwrap();
    let find = move |conn: &mut _| queries::find(conn, &id);
    let known = app.db.read(find).await.unwrap();
    let seen = Seen {
        sighting: Sighting::Confirmed(1),
        height: Some(1),
        amount: None,
    };
    owner.wish(&deposit, "orphan").await;

    let books = Books {
        ledger: app.ledger(),
        clock: app.clock().clone(),
    };
    let followed = app.changes.change(Actor::system("test"), move |conn| {
        let changed = observe(conn, &books, &known, seen)?;
        Ok::<_, ObserveError>(changed.map(|row| row.is_some()))
    });

    assert!(!followed.await.unwrap());
    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["0", "0", "0", "0"]);
}

#[actix_web::test]
async fn a_deposit_with_another_amount_than_the_chain_says_is_not_credited_and_keeps_no_other() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (first, second) = (wallet(&owner, 1).await, wallet(&owner, 2).await);
    owner.deposit(&first, "0.5").await;
    let altered = format!("UPDATE deposits SET amount = '{:038}'", 9_999_999_999_u64);
    app.execute(&altered);
    owner.deposit(&second, "0.25").await;

    app.mine_and_look().await;

    let altered = owner.balance(&format!("{first}/balances"), "btc").await;
    let other = owner.balance(&format!("{second}/balances"), "btc").await;
    assert_eq!(altered[0], "0");
    assert_eq!(other, ["0.25", "0.25", "0", "0"]);
}
