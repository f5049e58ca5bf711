//! Deposits that nobody may spend yet.

use diesel::prelude::*;

use crate::db::schema::{deposits, ledger_accounts};
use crate::db::{Connection, DbError};
use crate::testing::{Caller, TestApp};

/// The state of the only deposit, and why it is in suspense.
async fn only(app: &TestApp) -> (String, Option<String>) {
    let only = |conn: &mut Connection| {
        let columns = (deposits::state, deposits::suspense_reason);
        Ok::<_, DbError>(deposits::table.select(columns).get_result(conn)?)
    };
    app.db.read(only).await.unwrap()
}

/// What is in suspense.
async fn suspended(app: &TestApp) -> String {
    let available = |conn: &mut Connection| {
        let suspense = ledger_accounts::table.filter(ledger_accounts::kind.eq("suspense"));
        let available: Option<String> = suspense
            .select(ledger_accounts::available)
            .get_result(conn)?;
        Ok::<_, DbError>(available.unwrap())
    };
    let available = app.db.read(available).await.unwrap();
    available.trim_start_matches('0').to_owned()
}

/// A wallet of a new user: the paths of both.
async fn wallet(owner: &Caller<'_>) -> (String, String) {
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    (user, wallet)
}

#[actix_web::test]
async fn a_deposit_to_a_wallet_that_is_not_active_is_kept_in_suspense() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (_, wallet) = wallet(&owner).await;
    owner.deposit(&wallet, "0.5").await;
    app.execute("UPDATE wallets SET status = 'INACTIVE'");

    app.mine_and_look().await;

    let reason = Some("the wallet is not active".to_owned());
    assert_eq!(only(&app).await, ("SUSPENSE".to_owned(), reason));
    assert_eq!(suspended(&app).await, "50000000");
    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["0", "0", "0", "0"]);
    let told = owner.get(&format!("{wallet}/transactions")).await.data();
    assert_eq!(told[0]["status"], "PENDING");
}

#[actix_web::test]
async fn a_deposit_of_a_currency_without_deposits_is_kept_in_suspense() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (_, wallet) = wallet(&owner).await;
    owner.deposit(&wallet, "0.5").await;
    app.execute("UPDATE currencies SET can_deposit = NOT can_deposit");

    app.mine_and_look().await;

    let reason = Some("the currency takes no deposits".to_owned());
    assert_eq!(only(&app).await, ("SUSPENSE".to_owned(), reason));
}

#[actix_web::test]
async fn a_deposit_for_a_customer_that_was_deleted_is_kept_in_suspense() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let customer = session.create("corp-acme").await;
    let owner = app.key(&session.mint(&customer).await);
    let (_, wallet) = wallet(&owner).await;
    owner.deposit(&wallet, "0.5").await;
    assert_eq!(session.delete(&customer).await.status, 204);

    app.mine_and_look().await;

    let reason = Some("the customer is deleted".to_owned());
    assert_eq!(only(&app).await, ("SUSPENSE".to_owned(), reason));
    assert_eq!(suspended(&app).await, "50000000");
}

#[actix_web::test]
async fn what_is_in_suspense_is_taken_back_and_kept_again_by_a_reorganisation() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (_, wallet) = wallet(&owner).await;
    let deposit = owner.deposit(&wallet, "0.5").await;
    app.execute("UPDATE wallets SET status = 'INACTIVE'");
    app.mine_and_look().await;

    let reversed = owner.wish(&deposit, "reorg").await;
    let between = suspended(&app).await;
    app.execute("UPDATE wallets SET status = 'ACTIVE'");
    app.mine_and_look().await;

    assert_eq!(reversed["state"], "REVERSED");
    assert_eq!(between, "");
    // It goes back to where it was; an operator decides.
    assert_eq!(only(&app).await.0, "SUSPENSE");
    assert_eq!(suspended(&app).await, "50000000");
}

#[actix_web::test]
async fn a_deposit_for_a_user_that_is_not_active_is_credited() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, wallet) = wallet(&owner).await;
    owner.deposit(&wallet, "0.5").await;
    assert_eq!(
        owner.trigger(&format!("{user}/deactivate")).await.status,
        200
    );

    app.mine_and_look().await;

    assert_eq!(only(&app).await, ("CREDITED".to_owned(), None));
}

#[actix_web::test]
async fn a_deposit_that_comes_back_after_its_user_is_deleted_lies_in_suspense_and_the_ledger_adds_up()
 {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, wallet) = wallet(&owner).await;
    let deposit = owner.credited(&wallet, "0.5").await;
    owner.wish(&deposit, "reorg").await;
    assert_eq!(owner.delete(&user).await.status, 204);

    app.mine_and_look().await;

    let reason = Some("the user is deleted".to_owned());
    assert_eq!(only(&app).await, ("SUSPENSE".to_owned(), reason));
    let proved = app.ledger().verify(&app.changes, true, |_| ()).await;
    let proved = proved.unwrap();
    assert!(proved.findings.is_empty(), "{:?}", proved.findings);
}

#[actix_web::test]
async fn nothing_is_done_to_a_deposit_whose_user_is_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, wallet) = wallet(&owner).await;
    let deposit = owner.credited(&wallet, "0.5").await;
    owner.wish(&deposit, "reorg").await;
    assert_eq!(owner.delete(&user).await.status, 204);

    for wish in ["confirm", "orphan", "reorg"] {
        assert_eq!(owner.try_wish(&deposit, wish).await.status, 404, "{wish}");
    }
}
