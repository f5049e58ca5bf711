//! Which transactions are listed.

use serde_json::Value;

use crate::testing::TestApp;

#[actix_web::test]
async fn transactions_are_filtered_by_type_status_currency_and_time() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let deposit = owner.credited(&wallet, "0.5").await;
    app.clock().jump(1000);
    owner.wish(&deposit, "orphan").await;
    app.clock().jump(1000);
    owner.deposit(&wallet, "0.25").await;
    let nets = async |path: &str, query: &str| {
        let seen = owner.get(&format!("{path}?{query}")).await;
        assert_eq!(seen.status, 200, "{query}: {seen}");
        let data = seen.data();
        let data = data.as_array().unwrap().iter();
        data.map(|one| one["net_amount_decimal"].clone())
            .collect::<Vec<Value>>()
    };
    let all = owner.get(&format!("{wallet}/transactions")).await.data();
    let charged = all[1]["created_at"].as_str().unwrap();

    for path in [
        "/accounts/transactions".to_owned(),
        format!("{user}/accounts/transactions"),
        format!("{wallet}/transactions"),
    ] {
        let nets = async |query: &str| nets(&path, query).await;
        assert_eq!(nets("").await, ["0.25", "-0.5", "0.5"], "{path}");
        assert_eq!(
            nets("filter[sort]=created_at").await,
            ["0.5", "-0.5", "0.25"]
        );
        assert_eq!(nets("filter[where][type]=CHARGE").await, ["-0.5"]);
        assert_eq!(nets("filter[where][status]=PENDING").await, ["0.25"]);
        assert_eq!(nets("filter[where][currency]=BTC").await.len(), 3);
        assert_eq!(nets("filter[where][currency]=eth").await, [Value::Null; 0]);
        let from = format!("filter[where][from]={charged}");
        assert_eq!(nets(&from).await, ["0.25", "-0.5"]);
        let to = format!("filter[where][to]={charged}");
        assert_eq!(nets(&to).await, ["0.5"]);
        assert_eq!(
            nets(&format!("{from}&filter[where][to]={charged}")).await,
            [Value::Null; 0]
        );
        let bad = owner
            .get(&format!("{path}?filter[where][from]=yesterday"))
            .await;
        assert_eq!(bad.status, 400, "{bad}");
    }
}
