//! What customers were paid from their revenue.

use serde_json::json;

use super::{corrected, correction, details, done, entries, refused};
use crate::adjustments::{AdjustmentError, Done, Payout, Target, pay_out};
use crate::testing::TestApp;

fn payout(amount: Option<&str>, reference: &str) -> Payout {
    Payout {
        customer_id: "corp-acme".to_owned(),
        currency: "btc".to_owned(),
        amount: amount.map(str::to_owned),
        reason: "Fees of May".parse().unwrap(),
        reference: reference.parse().unwrap(),
    }
}

async fn paid(app: &TestApp, payout: Payout) -> Result<Done, AdjustmentError> {
    pay_out(&app.changes, &app.ledger(), payout).await
}

async fn earn(app: &TestApp, amount: &str) {
    let target = Target::Revenue("corp-acme".to_owned());
    corrected(app, correction(target, amount, &format!("earned {amount}")))
        .await
        .unwrap();
}

#[actix_web::test]
async fn a_part_and_then_the_rest_of_the_revenue_is_paid_out() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    earn(&app, "2").await;

    let part = paid(&app, payout(Some("0.5"), "SEPA 1")).await.unwrap();
    let rest = paid(&app, payout(None, "SEPA 2")).await.unwrap();

    assert_eq!((part, rest), (done("0.5", false), done("1.5", false)));
    assert_eq!(app.balances(), [].into());
    let told = owner.get("/accounts/transactions").await.data();
    assert_eq!(
        (
            &told[0]["type"],
            &told[0]["net_amount_decimal"],
            &told[0]["memo"]
        ),
        (&json!("CHARGE"), &json!("-1.5"), &json!("Fees of May"))
    );
    let entries = entries(&app, "revenue.paid_out").await;
    assert_eq!(entries[1].target, "corp-acme");
    assert_eq!(details(&entries[1])["reference"], "SEPA 2");
}

#[actix_web::test]
async fn the_same_payout_is_done_once_also_where_it_was_all_that_there_was() {
    let app = TestApp::start().await;
    app.owner("acme").await;
    app.owner("other").await;
    earn(&app, "2").await;
    paid(&app, payout(None, "SEPA 1")).await.unwrap();
    earn(&app, "3").await;
    let traces = app.traces();

    let all = paid(&app, payout(None, "SEPA 1")).await.unwrap();
    let named = paid(&app, payout(Some("2"), "SEPA 1")).await.unwrap();
    let others = [
        payout(Some("3"), "SEPA 1"),
        Payout {
            customer_id: "corp-other".to_owned(),
            ..payout(None, "SEPA 1")
        },
        Payout {
            currency: "eth".to_owned(),
            ..payout(None, "SEPA 1")
        },
        Payout {
            reason: "Fees of June".parse().unwrap(),
            ..payout(None, "SEPA 1")
        },
    ];
    for order in others {
        assert_eq!(
            refused(paid(&app, order).await),
            "the reference was used before, for another order"
        );
    }

    assert_eq!((all, named), (done("2", true), done("2", true)));
    assert_eq!(app.traces(), traces);
    app.balances();
}

#[actix_web::test]
async fn nothing_is_paid_out_that_was_not_earned() {
    let app = TestApp::start().await;
    app.owner("acme").await;
    earn(&app, "2").await;
    let traces = app.traces();

    let refusals = [
        (
            payout(Some("2.1"), "r"),
            "there is not so much: 2 btc can be taken",
        ),
        (payout(Some("0"), "r"), "the amount must be greater than 0"),
        (payout(Some("-1"), "r"), "the amount must be greater than 0"),
        (
            payout(Some("0.000000001"), "r"),
            "the amount must have at most 8 digits after the point",
        ),
        (
            payout(Some("NaN"), "r"),
            "the amount must be a decimal number, such as 12.5",
        ),
        (
            Payout {
                currency: "eth".to_owned(),
                ..payout(None, "r")
            },
            "there is nothing of this currency to pay out",
        ),
        (
            Payout {
                currency: "xyz".to_owned(),
                ..payout(None, "r")
            },
            "the catalogue has no such currency",
        ),
        (
            Payout {
                customer_id: "corp-nobody".to_owned(),
                ..payout(None, "r")
            },
            "there is no such customer",
        ),
    ];
    for (order, sentence) in refusals {
        assert_eq!(refused(paid(&app, order).await), sentence);
    }

    assert_eq!(app.traces(), traces);
}
