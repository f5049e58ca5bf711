//! Lists of deposits.

use serde_json::Value;

use crate::testing::TestApp;

#[actix_web::test]
async fn deposits_are_filtered_by_state_currency_and_time() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let first = owner.credited(&wallet, "0.1").await;
    app.clock().jump(1000);
    let second = owner.deposit(&wallet, "0.2").await;
    let ids = async |query: &str| {
        let seen = owner.get(&format!("{wallet}/deposits?{query}")).await;
        assert_eq!(seen.status, 200, "{seen}");
        let data = seen.data();
        let data = data.as_array().unwrap().iter();
        data.map(|one| one["deposit_id"].clone())
            .collect::<Vec<Value>>()
    };
    let (one, two) = (first["deposit_id"].clone(), second["deposit_id"].clone());
    let since = second["created_at"].as_str().unwrap();

    assert_eq!(ids("").await, [two.clone(), one.clone()]);
    assert_eq!(
        ids("filter[sort]=created_at").await,
        [one.clone(), two.clone()]
    );
    assert_eq!(
        ids("filter[where][state]=CREDITED").await,
        std::slice::from_ref(&one)
    );
    assert_eq!(ids("filter[where][currency]=BTC").await.len(), 2);
    assert_eq!(ids("filter[where][currency]=eth").await, [Value::Null; 0]);
    assert_eq!(ids(&format!("filter[where][from]={since}")).await, [two]);
    assert_eq!(ids(&format!("filter[where][to]={since}")).await, [one]);
    let page = format!("{wallet}/deposits?filter[limit]=1&filter[where][from]={since}");
    let navigation = owner.get(&page).await.json()["meta"]["pagination"]["navigation"].take();
    let own = wallet.trim_start_matches('/');
    assert_eq!(
        navigation["first"],
        format!(
            "/{own}/deposits?filter[limit]=1&filter[skip]=0&filter[where][from]={}",
            since.replace(':', "%3A")
        )
    );
}
