//! The objects and credentials that the cells of a matrix are about.

mod portal;
mod sovx;

use reqwest::header::HeaderValue;
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::Value;
use sovx_contract::model::Operation;

use super::cells::Credential::{self, *};
use super::cells::Place::{self, Bearer, CustomerKey};
use crate::apis::Api;
use crate::auth::keys::{self, KeyKind};
use crate::config::Environment;
use crate::testing::{PASSWORD, Seen, TestApp, document, email};

/// Credentials as they are sent.
type Texts = Vec<(Credential, String)>;

/// What one API has for a caller and for strangers. It serves until a call changes it.
pub(super) struct World<'a> {
    app: &'a TestApp,
    api: Api,
    /// An address of its own, so that no login is slowed down by the others.
    address: String,
    name: String,
    /// Parts of the contract's paths and what stands there here, longest first.
    objects: Vec<(&'static str, String)>,
    /// Paths that an operation has here and no other one, by operation.
    own_paths: Vec<(&'static str, String)>,
    /// Members of the contract's examples that are about this world, by operation.
    bodies: Vec<(&'static str, Value)>,
    texts: Texts,
}

impl<'a> World<'a> {
    pub(super) async fn new(app: &'a TestApp, api: Api, number: usize) -> Self {
        match api {
            Api::Sovx => Self::of_sovx(app, number).await,
            Api::Portal => Self::of_portal(app, number).await,
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

    /// A request with this credential, and on the portal with the good one that belongs beside it,
    /// not yet sent.
    pub(super) fn prepared(
        &self,
        operation: &Operation,
        credential: Credential,
        place: Place,
    ) -> RequestBuilder {
        let request = self.request(operation);
        let request = match (self.api, place) {
            (Api::Sovx, _) => request,
            (Api::Portal, CustomerKey) => self.put(request, Platform, Bearer),
            (Api::Portal, _) => self.put(request, Customer, CustomerKey),
        };
        self.put(request, credential, place)
    }

    /// The same request with one credential more.
    pub(super) fn put(
        &self,
        request: RequestBuilder,
        credential: Credential,
        place: Place,
    ) -> RequestBuilder {
        let known = self.texts.iter().find(|(kind, _)| *kind == credential);
        let text = known.map_or("", |(_, text)| text);
        let garbage = |bytes| HeaderValue::from_bytes(bytes).unwrap();
        match (credential, place) {
            (Nothing, _) => request,
            (BareBearer, _) => request.header("authorization", "Bearer"),
            (Basic, _) => request.basic_auth(email(&self.name), Some(PASSWORD)),
            (Garbage, Bearer) => request.header("authorization", garbage(b"Bearer \xff\xfe")),
            (Garbage, _) => request.header(place.header(), garbage(b"\xff\xfe")),
            (_, Bearer) => request.bearer_auth(text),
            (_, _) => request.header(place.header(), text),
        }
    }

    /// A request that would succeed with the right credential.
    fn request(&self, operation: &Operation) -> RequestBuilder {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let base = document(self.api).base_path.clone();
        let mut own = self.own_paths.iter();
        let own = own.find(|(id, _)| *id == operation.id);
        let path = own.map_or(&operation.path, |(_, path)| path);
        let objects = self.objects.iter();
        let path = objects.fold(path.clone(), |path, (part, here)| path.replace(part, here));
        let request = self.app.request(method, &format!("{base}{path}"));
        let request = request.header("x-forwarded-for", &self.address);
        match &operation.body {
            Some(body) => request.json(&self.body(operation, &body.content[0].examples[0].1)),
            None => request,
        }
    }

    /// The contract's own example, about this world.
    fn body(&self, operation: &Operation, example: &Value) -> Value {
        let mut body = example.clone();
        let mut bodies = self.bodies.iter();
        if let Some((_, members)) = bodies.find(|(id, _)| *id == operation.id) {
            for (name, member) in members.as_object().unwrap() {
                body[name] = member.clone();
            }
        }
        body
    }
}

/// The address of the world of that number.
fn address(number: usize) -> String {
    format!("10.0.{}.{}", number / 256, number % 256)
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
