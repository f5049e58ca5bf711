//! Two customers of two accounts with what they have.

use chrono::{TimeDelta, Utc};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{Texts, World, address, id, minted, mistyped};
use crate::apis::Api;
use crate::auth::keys::KeyKind;
use crate::auth::user_token::UserToken;
use crate::testing::{Caller, PASSWORD, TestApp, created, email, full_user};
use crate::tests::matrix::cells::Credential::*;

impl<'a> World<'a> {
    pub(super) async fn of_sovx(app: &'a TestApp, number: usize) -> Self {
        let name = format!("owner{number}");
        let partner = app.partner(&name).await;
        let mut texts = vec![
            (OwnerUnknown, minted(KeyKind::Owner)),
            (OwnerMistyped, mistyped(&minted(KeyKind::Owner))),
            (Platform, app.platform_key(&format!("{name} alone")).await),
            (Customer, partner.end_customer("One").await.key),
            (PlatformUnknown, minted(KeyKind::Platform)),
            (CustomerUnknown, minted(KeyKind::EndCustomer)),
            (UserUnknown, UserToken::mint().expose_secret().to_owned()),
            (MasterUnknown, minted(KeyKind::Master)),
            (Master, app.master_key.clone()),
        ];
        let session = sessions(app, &name, &mut texts).await;
        let (customer, credential, owner) = keys_of(&session, &name, &mut texts).await;
        let user = users(app, &owner, &mut texts).await;
        strangers(app, number, &mut texts).await;
        let pending = owner.post("/users", &full_user(5)).await;
        let pending = format!("/users/{}", created(&pending, "user_id"));
        let wallet = owner.wallet(&user, "First").await;
        let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
        let money = Money::of(&owner, &wallet).await;
        let poor = owner.user(7).await;
        let setting = json!({"feature": "RFQ", "method": "FEE_RATE", "amount": 0.5});
        let setting = owner.post("/monetization/settings", &setting).await;
        Self {
            app,
            api: Api::Sovx,
            address: address(number),
            bodies: bodies(&name, &user, id(&wallet)),
            own_paths: money.paths(poor),
            name,
            objects: vec![
                (
                    "/customers/{customer_id}/credentials/{credential_id}",
                    credential,
                ),
                ("/customers/{customer_id}", customer),
                // A user who can be activated.
                ("/users/{user_id}/activate", format!("{pending}/activate")),
                ("/users/{user_id}", user),
                ("/wallets/{wallet_id}", wallet),
                ("{setting_id}", created(&setting, "id")),
                ("{deposit_id}", id(&money.mined).to_owned()),
                ("{transaction_id}", money.transaction),
            ],
            texts,
        }
    }
}

/// Deposits to a wallet.
struct Money {
    /// The path of one that waits for a block.
    waiting: String,
    /// The path of one that is in a block.
    mined: String,
    /// The transaction that tells of it.
    transaction: String,
}

impl Money {
    async fn of(owner: &Caller<'_>, wallet: &str) -> Self {
        let path = |deposit: &Value| {
            let id = deposit["deposit_id"].as_str().unwrap();
            format!("/sandbox/deposits/{id}")
        };
        let mined = owner.credited(wallet, "0.5").await;
        let told = owner.get(&format!("{wallet}/transactions")).await.data();
        let transaction = told[0]["transaction_id"].as_str().unwrap().to_owned();
        let waiting = owner.deposit(wallet, "0.25").await;
        Self {
            waiting: path(&waiting),
            mined: path(&mined),
            transaction,
        }
    }
}

impl Money {
    /// The paths of what changes a deposit, and of a user without money, who may be deleted.
    fn paths(&self, poor: String) -> Vec<(&'static str, String)> {
        vec![
            ("deleteUser", poor),
            ("confirmDeposit", format!("{}/confirm", self.waiting)),
            ("orphanDeposit", format!("{}/orphan", self.waiting)),
            ("reorgDeposit", format!("{}/reorg", self.mined)),
        ]
    }
}

/// What the examples of the contract cannot know.
fn bodies(name: &str, user: &str, wallet: &str) -> Vec<(&'static str, Value)> {
    let customer = json!({"customer_id": format!("corp-of-{name}")});
    let login = json!({"email": email(name), "password": PASSWORD});
    // The wallet has an address for test bitcoins already.
    let address = json!({"currency": "eth", "network": "ethereum-sepolia"});
    vec![
        ("createCustomer", customer),
        ("login", login),
        ("createAddress", address),
        ("generateUserTokens", json!({"user_ids": [id(user)]})),
        ("simulateDeposit", json!({"wallet_id": wallet})),
    ]
}

/// The sessions of an account; the good one.
async fn sessions<'a>(app: &'a TestApp, name: &str, texts: &mut Texts) -> Caller<'a> {
    let account = app.account(name).await;
    let late = app
        .session(&account, Utc::now() - TimeDelta::hours(2))
        .await;
    let ended = app.session(&account, Utc::now()).await;
    assert_eq!(app.bearer(&ended).trigger("/auth/logout").await.status, 204);
    let session = app.session(&account, Utc::now()).await;
    let caller = app.bearer(&session);
    texts.push((SessionExpired, late));
    texts.push((SessionRevoked, ended));
    texts.push((SessionForged, mistyped(&session)));
    texts.push((Session, session));
    caller
}

/// A customer and its keys: its path, that of a good key, the holder of that key.
async fn keys_of<'a>(
    session: &Caller<'a>,
    name: &str,
    texts: &mut Texts,
) -> (String, String, Caller<'a>) {
    let customer = session.create(&format!("corp-{name}")).await;
    let revoked = session.mint(&customer).await;
    let doomed = session.newest_credential(&customer).await;
    assert_eq!(session.delete(&doomed).await.status, 204);
    let owner = session.mint(&customer).await;
    let credential = session.newest_credential(&customer).await;
    let caller = session.app.key(&owner);
    texts.push((OwnerRevoked, revoked));
    texts.push((Owner, owner));
    (customer, credential, caller)
}

/// The users of a customer and their tokens; the one whom the calls are about.
async fn users(app: &TestApp, owner: &Caller<'_>, texts: &mut Texts) -> String {
    let user = owner.user(1).await;
    texts.push((UserReplaced, owner.token(&user).await));
    let token = owner.token(&user).await;
    texts.push((UserMalformed, token.split_at(63).0.to_owned()));
    texts.push((User, token));
    let sibling = owner.user(2).await;
    texts.push((UserSibling, owner.token(&sibling).await));
    let late = owner.user(3).await;
    texts.push((UserExpired, owner.token(&late).await));
    app.expire_token(&late).await;
    let gone = owner.user(4).await;
    texts.push((UserDeleted, owner.token(&gone).await));
    let deleted = owner.delete(&gone).await;
    assert_eq!(deleted.status, 204, "{deleted}");
    user
}

/// Another account with another customer and another user.
async fn strangers(app: &TestApp, number: usize, texts: &mut Texts) {
    let name = format!("other{number}");
    let account = app.account(&name).await;
    let session = app.session(&account, Utc::now()).await;
    let caller = app.bearer(&session);
    let customer = caller.create(&format!("corp-{name}")).await;
    let owner = caller.mint(&customer).await;
    let user = app.key(&owner).user(1).await;
    texts.push((UserOfOther, app.key(&owner).token(&user).await));
    texts.push((SessionOfOther, session));
    texts.push((OwnerOfOther, owner));
}
