//! Who may call what: every operation of the contract with every kind of credential.

use chrono::{TimeDelta, Utc};
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sovx_contract::model::Operation;

use crate::auth::keys::{self, KeyKind};
use crate::config::Environment;
use crate::testing::{API, DOCUMENT, PASSWORD, Seen, Setup, TestApp, email};
use Answer::{Done, Foreign, Is};
use Credential::{
    BareBearer, Basic, Forged, Garbage, Master, MasterUnknown, Nothing, Owner, OwnerRevoked,
    OwnerUnknown, Session, SessionExpired, SessionOfOther, SessionRevoked,
};
use Place::{ApiKey, Bearer, MasterKey};

#[derive(Debug, Clone, Copy)]
enum Credential {
    Nothing,
    /// `Bearer` without a token.
    BareBearer,
    Basic,
    /// Bytes that are no text.
    Garbage,
    /// A session token with another signature.
    Forged,
    SessionRevoked,
    SessionExpired,
    Session,
    SessionOfOther,
    Owner,
    OwnerRevoked,
    /// A well-formed key that was never minted.
    OwnerUnknown,
    /// A well-formed master key, but not this server's.
    MasterUnknown,
    Master,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Bearer,
    ApiKey,
    MasterKey,
}

#[derive(Debug, Clone, Copy)]
enum Answer {
    /// The operation's success.
    Done,
    Is(u16),
    /// 404 where the path names a customer, else the operation's success.
    Foreign,
}

/// What is presented, where, and what operations of each tier answer. A header that an operation
/// does not read counts as nothing presented.
#[rustfmt::skip]
const MATRIX: [(Credential, Place, Answer, Answer, Answer); 30] = [
    // credential      sent as     public  session   master
    (Nothing,          Bearer,     Done,   Is(401),  Is(401)),
    (BareBearer,       Bearer,     Done,   Is(401),  Is(401)),
    (Basic,            Bearer,     Done,   Is(401),  Is(401)),
    (Garbage,          Bearer,     Done,   Is(401),  Is(401)),
    (Garbage,          ApiKey,     Done,   Is(401),  Is(401)),
    (Garbage,          MasterKey,  Done,   Is(401),  Is(401)),
    (Forged,           Bearer,     Done,   Is(401),  Is(401)),
    (SessionRevoked,   Bearer,     Done,   Is(401),  Is(401)),
    (SessionRevoked,   ApiKey,     Done,   Is(401),  Is(401)),
    (SessionExpired,   Bearer,     Done,   Is(401),  Is(401)),
    (SessionExpired,   ApiKey,     Done,   Is(401),  Is(401)),
    (Session,          Bearer,     Done,   Done,     Is(401)),
    (Session,          ApiKey,     Done,   Is(401),  Is(403)),
    (Session,          MasterKey,  Done,   Is(401),  Is(403)),
    (SessionOfOther,   Bearer,     Done,   Foreign,  Is(401)),
    (SessionOfOther,   ApiKey,     Done,   Is(401),  Is(403)),
    (Owner,            Bearer,     Done,   Is(403),  Is(401)),
    (Owner,            ApiKey,     Done,   Is(401),  Is(403)),
    (Owner,            MasterKey,  Done,   Is(401),  Is(403)),
    (OwnerRevoked,     Bearer,     Done,   Is(401),  Is(401)),
    (OwnerRevoked,     ApiKey,     Done,   Is(401),  Is(401)),
    (OwnerRevoked,     MasterKey,  Done,   Is(401),  Is(401)),
    (OwnerUnknown,     Bearer,     Done,   Is(401),  Is(401)),
    (OwnerUnknown,     ApiKey,     Done,   Is(401),  Is(401)),
    (MasterUnknown,         Bearer,     Done,   Is(401),  Is(401)),
    (MasterUnknown,         ApiKey,     Done,   Is(401),  Is(401)),
    (MasterUnknown,         MasterKey,  Done,   Is(401),  Is(401)),
    (Master,           Bearer,     Done,   Is(403),  Is(401)),
    (Master,           ApiKey,     Done,   Is(401),  Done),
    (Master,           MasterKey,  Done,   Is(401),  Done),
];

#[actix_web::test]
async fn every_operation_answers_every_credential_as_the_matrix_says() {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    let mut wrong = Vec::new();

    let mut number = 0;
    for operation in &DOCUMENT.operations {
        for (credential, place, public, session, master) in MATRIX {
            number += 1;
            let world = World::new(&app, number).await;
            let expected = match tier(operation) {
                None => public,
                Some("session") => session,
                Some("master") => master,
                Some(other) => panic!("the matrix has no column for {other}"),
            };
            let seen = world.call(operation, credential, place).await;
            if !fits(expected, operation, &seen) {
                wrong.push(format!(
                    "{} {credential:?} as {place:?}: {seen}",
                    operation.id
                ));
            }
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn tier(operation: &Operation) -> Option<&'static str> {
    let name = operation.security.first()?.schemes.first()?;
    let mut schemes = DOCUMENT.security_schemes.iter();
    let scheme = schemes.find(|scheme| scheme.name == *name).unwrap();
    Some(&scheme.tier)
}

fn fits(expected: Answer, operation: &Operation, seen: &Seen) -> bool {
    let names_customer = operation.path.contains("{customer_id}");
    match expected {
        Is(status) => seen.status == status,
        Foreign if names_customer => seen.status == 404,
        Done | Foreign => {
            let success = operation.responses.iter().find(|one| one.status < 300);
            seen.status == success.unwrap().status
        }
    }
}

/// Fresh objects for one cell, since many operations end what they are called with.
struct World<'a> {
    app: &'a TestApp,
    /// An address of its own, so that no login is slowed down by the others.
    address: String,
    name: String,
    customer: String,
    credential: String,
    session: String,
    session_of_other: String,
    owner: String,
}

impl<'a> World<'a> {
    async fn new(app: &'a TestApp, number: u32) -> Self {
        let name = format!("owner{number}");
        let account = app.account(&name).await;
        let other = app.account(&format!("other{number}")).await;
        let session = app.session(&account, Utc::now()).await;
        let caller = app.bearer(&session);
        let customer = caller.create(&format!("corp-{number}")).await;
        let owner = caller.mint(&customer).await;
        let credential = caller.newest_credential(&customer).await;
        Self {
            app,
            address: format!("10.0.{}.{}", number / 256, number % 256),
            customer,
            credential,
            owner,
            session,
            session_of_other: app.session(&other, Utc::now()).await,
            name,
        }
    }

    async fn call(&self, operation: &Operation, credential: Credential, place: Place) -> Seen {
        let text = self.text(credential).await;
        let request = self.request(operation);
        let request = match (credential, place) {
            (Nothing, _) => request,
            (BareBearer, _) => request.header("authorization", "Bearer"),
            (Basic, _) => request.basic_auth(email(&self.name), Some(PASSWORD)),
            (Garbage, Bearer) => request.header("authorization", &b"Bearer \xff\xfe"[..]),
            (Garbage, ApiKey) => request.header("x-api-key", &b"\xff\xfe"[..]),
            (Garbage, MasterKey) => request.header("x-master-api-key", &b"\xff\xfe"[..]),
            (_, Bearer) => request.bearer_auth(text),
            (_, ApiKey) => request.header("x-api-key", text),
            (_, MasterKey) => request.header("x-master-api-key", text),
        };
        self.app.send(request).await
    }

    /// A request that would succeed with the right credential.
    fn request(&self, operation: &Operation) -> RequestBuilder {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let path = operation
            .path
            .replace(
                "/customers/{customer_id}/credentials/{credential_id}",
                &self.credential,
            )
            .replace("/customers/{customer_id}", &self.customer);
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
            _ => {}
        }
        body
    }

    async fn text(&self, credential: Credential) -> String {
        let caller = self.app.bearer(&self.session);
        match credential {
            Nothing | BareBearer | Basic | Garbage => String::new(),
            Forged => format!("{}A", self.session.rsplit_once('.').unwrap().0),
            SessionRevoked => {
                let seen = caller.trigger("/auth/logout").await;
                assert_eq!(seen.status, 204);
                self.session.clone()
            }
            SessionExpired => {
                let account = self.app.account(&format!("late-{}", self.name)).await;
                self.app
                    .session(&account, Utc::now() - TimeDelta::hours(2))
                    .await
            }
            Session => self.session.clone(),
            SessionOfOther => self.session_of_other.clone(),
            Owner => self.owner.clone(),
            OwnerRevoked => {
                let key = caller.mint(&self.customer).await;
                let credential = caller.newest_credential(&self.customer).await;
                assert_eq!(caller.delete(&credential).await.status, 204);
                key
            }
            OwnerUnknown => minted(KeyKind::Owner),
            MasterUnknown => minted(KeyKind::Master),
            Master => self.app.master_key.clone(),
        }
    }
}

fn minted(kind: KeyKind) -> String {
    let key = keys::ApiKey::mint(kind, Environment::Sandbox);
    key.expose_secret().to_owned()
}
