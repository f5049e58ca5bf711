//! The objects and credentials that the cells of the matrix are about.

use chrono::{TimeDelta, Utc};
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sovx_contract::model::Operation;

use super::cells::Credential::{self, *};
use super::cells::Place::{self, ApiKey, Bearer, MasterKey};
use crate::auth::keys::{self, KeyKind};
use crate::auth::user_token::UserToken;
use crate::config::Environment;
use crate::testing::{API, Caller, PASSWORD, Seen, TestApp, created, email, full_user};

/// Two customers of two accounts with what they have. It serves until a call changes it.
pub(super) struct World<'a> {
    app: &'a TestApp,
    /// An address of its own, so that no login is slowed down by the others.
    address: String,
    name: String,
    /// As in the path, and so are the others but the setting.
    customer: String,
    credential: String,
    user: String,
    /// A user who can be activated.
    pending: String,
    wallet: String,
    setting: String,
    texts: Vec<(Credential, String)>,
}

impl<'a> World<'a> {
    pub(super) async fn new(app: &'a TestApp, number: usize) -> Self {
        let name = format!("owner{number}");
        let mut texts = vec![
            (OwnerUnknown, minted(KeyKind::Owner)),
            (OwnerMistyped, mistyped(&minted(KeyKind::Owner))),
            (Platform, minted(KeyKind::Owner).replace("sk_", "pk_")),
            (UserUnknown, UserToken::mint().expose_secret().to_owned()),
            (MasterUnknown, minted(KeyKind::Master)),
            (Master, app.master_key.clone()),
        ];
        let session = sessions(app, &name, &mut texts).await;
        let (customer, credential, owner) = keys_of(&session, &name, &mut texts).await;
        let user = users(app, &owner, &mut texts).await;
        strangers(app, number, &mut texts).await;
        let pending = owner.post("/users", &full_user(5)).await;
        let wallet = owner.wallet(&user, "First").await;
        let setting = json!({"feature": "RFQ", "method": "FEE_RATE", "amount": 0.5});
        let setting = owner.post("/monetization/settings", &setting).await;
        Self {
            app,
            address: format!("10.0.{}.{}", number / 256, number % 256),
            pending: format!("/users/{}", created(&pending, "user_id")),
            wallet: format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap()),
            setting: created(&setting, "id"),
            name,
            customer,
            credential,
            user,
            texts,
        }
    }

    pub(super) async fn call(
        &self,
        operation: &Operation,
        credential: Credential,
        place: Place,
    ) -> Seen {
        let request = self.prepared(operation, credential, place);
        self.app.send(request).await
    }

    /// A request with this credential, not yet sent.
    pub(super) fn prepared(
        &self,
        operation: &Operation,
        credential: Credential,
        place: Place,
    ) -> RequestBuilder {
        let request = self.request(operation);
        let known = self.texts.iter().find(|(kind, _)| *kind == credential);
        let text = known.map_or("", |(_, text)| text);
        match (credential, place) {
            (Nothing, _) => request,
            (BareBearer, _) => request.header("authorization", "Bearer"),
            (Basic, _) => request.basic_auth(email(&self.name), Some(PASSWORD)),
            (Garbage, Bearer) => request.header("authorization", &b"Bearer \xff\xfe"[..]),
            (Garbage, ApiKey) => request.header("x-api-key", &b"\xff\xfe"[..]),
            (Garbage, MasterKey) => request.header("x-master-api-key", &b"\xff\xfe"[..]),
            (_, Bearer) => request.bearer_auth(text),
            (_, ApiKey) => request.header("x-api-key", text),
            (_, MasterKey) => request.header("x-master-api-key", text),
        }
    }

    /// A request that would succeed with the right credential.
    fn request(&self, operation: &Operation) -> RequestBuilder {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let user = match operation.id.as_str() {
            "activateUser" => &self.pending,
            _ => &self.user,
        };
        let path = operation
            .path
            .replace(
                "/customers/{customer_id}/credentials/{credential_id}",
                &self.credential,
            )
            .replace("/customers/{customer_id}", &self.customer)
            .replace("/users/{user_id}", user)
            .replace("/wallets/{wallet_id}", &self.wallet)
            .replace("{setting_id}", &self.setting);
        let request = self.app.request(method, &format!("{API}{path}"));
        let request = request.header("x-forwarded-for", &self.address);
        match &operation.body {
            Some(body) => request.json(&self.body(operation, &body.content[0].examples[0].1)),
            None => request,
        }
    }

    /// The contract's own example, about this world.
    fn body(&self, operation: &Operation, example: &Value) -> Value {
        let mut body = example.clone();
        match operation.id.as_str() {
            "createCustomer" => body["customer_id"] = format!("corp-of-{}", self.name).into(),
            "login" => body = json!({"email": email(&self.name), "password": PASSWORD}),
            // The wallet has an address for test bitcoins already.
            "createAddress" => body = json!({"currency": "eth", "network": "ethereum-sepolia"}),
            "generateUserTokens" => body["user_ids"] = json!([id(&self.user)]),
            _ => {}
        }
        body
    }
}

/// The sessions of an account; the good one.
async fn sessions<'a>(
    app: &'a TestApp,
    name: &str,
    texts: &mut Vec<(Credential, String)>,
) -> Caller<'a> {
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
    texts: &mut Vec<(Credential, String)>,
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
async fn users(app: &TestApp, owner: &Caller<'_>, texts: &mut Vec<(Credential, String)>) -> String {
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
async fn strangers(app: &TestApp, number: usize, texts: &mut Vec<(Credential, String)>) {
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

/// The id at the end of a path.
fn id(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

fn minted(kind: KeyKind) -> String {
    let key = keys::ApiKey::mint(kind, Environment::Sandbox);
    key.expose_secret().to_owned()
}

/// The same text with another character before the last.
fn mistyped(text: &str) -> String {
    let (head, tail) = text.split_at(text.len() - 2);
    let other = if tail.starts_with('A') { 'B' } else { 'A' };
    format!("{head}{other}{}", tail.split_at(1).1)
}
