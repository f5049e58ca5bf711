//! Commits that collide: every third one of each kind fails and is done again.

use futures_util::future::join_all;
use serde_json::Value;

use crate::testing::{Caller, TestApp};

/// Makes every third commit of a change fail as one does that collided with another, at its very
/// end. Sequences go on counting in what is rolled back.
const COLLISIONS: &str = "
    CREATE SEQUENCE commits;
    CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF nextval('commits') % 3 = 0 THEN
            RAISE EXCEPTION 'collided' USING ERRCODE = '40001';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER collides AFTER INSERT ON audit_log
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION collide();";

/// A deposit that is confirmed, taken out of its block and confirmed again.
async fn there_and_back(owner: &Caller<'_>, wallet: &str) -> Value {
    let deposit = owner.deposit(wallet, "0.5").await;
    owner.wish(&deposit, "confirm").await;
    owner.wish(&deposit, "reorg").await;
    owner.wish(&deposit, "confirm").await
}

#[actix_web::test]
async fn a_commit_that_collides_is_done_again_and_doubles_nothing() {
    let app = TestApp::start().await;
    if !app.is_on_postgres() {
        return;
    }
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    app.execute(COLLISIONS);

    for _ in 0..5 {
        let deposits = join_all((0..4).map(|_| there_and_back(&owner, &wallet))).await;
        assert!(
            deposits.iter().all(|one| one["state"] == "CREDITED"),
            "{deposits:?}"
        );
    }

    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["10", "10", "0", "0"]);
    let all = format!("{wallet}/transactions?filter[limit]=100");
    let told = owner.get(&all).await.data();
    let of = |kind: &str| {
        let told = told.as_array().unwrap().iter();
        told.filter(|one| one["type"] == kind).count()
    };
    assert_eq!((of("DEPOSIT"), of("CHARGE"), of("CREDIT")), (20, 20, 20));
}
