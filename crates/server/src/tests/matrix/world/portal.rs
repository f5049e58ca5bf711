//! Two partners with their end customers, and a customer of the other API.

use chrono::{TimeDelta, Utc};
use serde_json::json;

use super::{Texts, World, address, minted, mistyped};
use crate::apis::Api;
use crate::auth::keys::KeyKind;
use crate::config::Environment;
use crate::partners;
use crate::testing::{Caller, TestApp};
use crate::tests::matrix::cells::Credential::*;

impl<'a> World<'a> {
    pub(super) async fn of_portal(app: &'a TestApp, number: usize) -> Self {
        let name = format!("partner{number}");
        let mut texts = vec![
            (PlatformUnknown, minted(KeyKind::Platform)),
            (PlatformMistyped, mistyped(&minted(KeyKind::Platform))),
            (CustomerUnknown, minted(KeyKind::EndCustomer)),
            (CustomerMistyped, mistyped(&minted(KeyKind::EndCustomer))),
            (OwnerUnknown, minted(KeyKind::Owner)),
            (Master, app.master_key.clone()),
        ];
        of_other_api(app, &name, &mut texts).await;
        let partner = partners_of(app, &name, &mut texts).await;
        let customer = customers(&partner, &mut texts).await;
        Self {
            app,
            api: Api::Portal,
            address: address(number),
            objects: vec![("/customers/{customerId}", customer)],
            own_paths: Vec::new(),
            bodies: vec![
                ("createCustomer", json!({"name": "Another"})),
                ("updateCustomer", json!({"name": "Renamed"})),
            ],
            name,
            texts,
        }
    }
}

/// Credentials that are good elsewhere.
async fn of_other_api(app: &TestApp, name: &str, texts: &mut Texts) {
    let account = app.account(name).await;
    let session = app.session(&account, Utc::now()).await;
    let late = Utc::now() - TimeDelta::hours(2);
    texts.push((SessionExpired, app.session(&account, late).await));
    let caller = app.bearer(&session);
    let customer = caller.create(&format!("corp-{name}")).await;
    let key = caller.mint(&customer).await;
    let owner = app.key(&key);
    let user = owner.user(1).await;
    texts.push((User, owner.token(&user).await));
    texts.push((Owner, key));
    texts.push((Session, session));
}

/// Partners and their platform keys; the good one.
async fn partners_of<'a>(app: &'a TestApp, name: &str, texts: &mut Texts) -> Caller<'a> {
    let [own, other, disabled, live] =
        ["", " other", " disabled", " live"].map(|which| format!("{name}{which}"));
    let replaced = app.platform_key(&own).await;
    let key = app.other_platform_key(&own).await;
    let stranger = app.platform_key(&other).await;
    let foreign = app.platform(&stranger).end_customer("Foreign").await;
    texts.push((CustomerOfOther, foreign.key));
    texts.push((PlatformOfOther, stranger));
    texts.push((PlatformReplaced, replaced));
    texts.push((PlatformDisabled, app.platform_key(&disabled).await));
    let disabled = disabled.parse().unwrap();
    partners::disable(&app.changes, &disabled).await.unwrap();
    texts.push((
        PlatformLive,
        app.platform_key_of(&live, Environment::Live).await,
    ));
    texts.push((Platform, key.clone()));
    app.platform(&key)
}

/// The end customers of a partner and their keys; the path of the one whom the calls are about.
async fn customers(partner: &Caller<'_>, texts: &mut Texts) -> String {
    let own = partner.end_customer("Own").await;
    texts.push((CustomerReplaced, own.key));
    texts.push((CustomerInGrace, partner.rotate(&own.path, 0).await));
    texts.push((Customer, partner.rotate(&own.path, 3600).await));
    texts.push((CustomerSibling, partner.end_customer("Sibling").await.key));
    let deleted = partner.end_customer("Deleted").await;
    assert_eq!(partner.delete(&deleted.path).await.status, 204);
    texts.push((CustomerDeleted, deleted.key));
    own.path
}
