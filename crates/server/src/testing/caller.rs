//! Requests with one credential, and what tests do with them again and again.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{Seen, TestApp};

/// Someone who sends requests to one API with the same credentials.
#[derive(Clone)]
pub(crate) struct Caller<'a> {
    pub(crate) app: &'a TestApp,
    /// The path under which that API lives.
    pub(super) base: &'static str,
    pub(crate) credentials: Vec<(&'static str, String)>,
}

impl Caller<'_> {
    /// The same caller at another server.
    pub(crate) fn at<'a>(&self, app: &'a TestApp) -> Caller<'a> {
        let Self {
            app: _,
            base,
            credentials,
        } = self.clone();
        Caller {
            app,
            base,
            credentials,
        }
    }

    /// The same caller with one credential more.
    pub(crate) fn and(mut self, header: &'static str, value: &str) -> Self {
        self.credentials.push((header, value.to_owned()));
        self
    }

    /// A request to a path relative to the API's base.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.app.request(method, &format!("{}{path}", self.base));
        let credentials = self.credentials.iter();
        credentials.fold(request, |request, (header, value)| {
            request.header(*header, value)
        })
    }

    pub(crate) async fn get(&self, path: &str) -> Seen {
        self.app.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Seen {
        self.app.send(self.request(Method::DELETE, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Seen {
        self.app
            .send(self.request(Method::POST, path).json(body))
            .await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Seen {
        self.app
            .send(self.request(Method::PUT, path).json(body))
            .await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Seen {
        self.app
            .send(self.request(Method::PATCH, path).json(body))
            .await
    }

    /// A POST without a body.
    pub(crate) async fn trigger(&self, path: &str) -> Seen {
        self.app.send(self.request(Method::POST, path)).await
    }

    /// Creates a customer and returns its path.
    pub(crate) async fn create(&self, customer_id: &str) -> String {
        let seen = self.post("/customers", &customer(customer_id)).await;
        assert_eq!(seen.status, 201, "{seen}");
        format!("/customers/{customer_id}")
    }

    /// Mints an owner key for the customer at this path.
    pub(crate) async fn mint(&self, customer: &str) -> String {
        let seen = self.trigger(&format!("{customer}/credentials")).await;
        assert_eq!(seen.status, 201, "{seen}");
        seen.data()["customer_secret"].as_str().unwrap().to_owned()
    }

    /// The path of the newest credential of the customer at this path.
    pub(crate) async fn newest_credential(&self, customer: &str) -> String {
        let list = format!("{customer}/credentials");
        let seen = self.get(&list).await.data();
        format!("{list}/{}", seen[0]["credential_id"].as_str().unwrap())
    }
}

/// What it takes to create a customer.
pub(crate) fn customer(customer_id: &str) -> Value {
    json!({
        "email": "office@example.com",
        "customer_id": customer_id,
        "entity_name": "Acme Ltd",
    })
}
