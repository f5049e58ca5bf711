//! Partners and their end customers.

use secrecy::ExposeSecret;
use serde_json::json;

use super::start::pepper;
use super::{Caller, TestApp};
use crate::config::Environment;
use crate::partners;

/// An end customer, as a test keeps it.
#[derive(Debug, Clone)]
pub(crate) struct EndCustomer {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) key: String,
}

impl TestApp {
    /// Creates a partner; its platform key.
    pub(crate) async fn platform_key(&self, name: &str) -> String {
        self.platform_key_of(name, Environment::Sandbox).await
    }

    /// Creates a partner with a key of this environment.
    pub(crate) async fn platform_key_of(&self, name: &str, environment: Environment) -> String {
        let name = name.parse().unwrap();
        let created = partners::create(&self.changes, &name, environment, &pepper()).await;
        let (_, key) = created.unwrap();
        key.expose_secret().to_owned()
    }

    /// Replaces the key of a partner; the new one.
    pub(crate) async fn other_platform_key(&self, name: &str) -> String {
        let (name, environment) = (name.parse().unwrap(), Environment::Sandbox);
        let rotated = partners::rotate(&self.changes, &name, environment, &pepper()).await;
        rotated.unwrap().expose_secret().to_owned()
    }

    /// A caller of the portal with this platform key.
    pub(crate) fn platform(&self, key: &str) -> Caller<'_> {
        self.portal().and("authorization", &format!("Bearer {key}"))
    }

    /// Creates a partner that calls the portal.
    pub(crate) async fn partner(&self, name: &str) -> Caller<'_> {
        self.platform(&self.platform_key(name).await)
    }
}

impl Caller<'_> {
    /// Creates an end customer.
    pub(crate) async fn end_customer(&self, name: &str) -> EndCustomer {
        let seen = self.post("/customers", &json!({ "name": name })).await;
        assert_eq!(seen.status, 201, "{seen}");
        let created = seen.json();
        let id = created["id"].as_str().unwrap();
        EndCustomer {
            id: id.to_owned(),
            path: format!("/customers/{id}"),
            key: created["apiKey"].as_str().unwrap().to_owned(),
        }
    }

    /// The status of a call on behalf of the end customer with this key.
    pub(crate) async fn context_status(&self, key: &str) -> u16 {
        let caller = self.clone().and("x-customer-key", key);
        caller.get("/customer-context").await.status
    }

    /// Replaces the key of the end customer at this path; the new one.
    pub(crate) async fn rotate(&self, path: &str, grace_seconds: i32) -> String {
        let body = json!({ "graceSeconds": grace_seconds });
        let seen = self.post(&format!("{path}/rotate-key"), &body).await;
        assert_eq!(seen.status, 200, "{seen}");
        seen.json()["apiKey"].as_str().unwrap().to_owned()
    }
}
