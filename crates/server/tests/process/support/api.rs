//! Calls over reused connections, every answer judged by the contract.

use std::net::SocketAddr;
use std::sync::Once;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use sovx_contract::Exchange;

use super::judging;

/// An answer that has passed the judge.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Judges the answer to a request with this body.
    pub(super) fn judged(self, method: &str, path: &str, sent: &[u8]) -> Self {
        let exchange = Exchange {
            method,
            path,
            status: self.status,
            headers: self.headers.clone(),
            body: &self.body,
        };
        judging::judge(&exchange, sent);
        self
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// `400 BAD_REQUEST /email: is required`, for each problem that the envelope names.
    pub(crate) fn problems(&self) -> String {
        let body = self.json();
        let errors = body["errors"].as_array().into_iter().flatten();
        let problems = errors.map(|error| {
            let text = |name: &str| error[name].as_str().unwrap_or("-").to_owned();
            let (code, field, message) = (text("code"), text("field"), text("message"));
            format!("{} {code} {field}: {message}", self.status)
        });
        problems.collect::<Vec<_>>().join("\n")
    }
}

/// An API of one server with a caller's credentials.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    http: reqwest::Client,
    address: SocketAddr,
    base: &'static str,
    headers: Vec<(&'static str, String)>,
}

impl Api {
    pub(crate) fn new(address: SocketAddr, base: &'static str) -> Self {
        static PROVIDER: Once = Once::new();
        // The generated client may have chosen one already; either serves.
        PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        // The server closes a connection that was idle for 5 s; a client must not be later.
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_idle_timeout(Duration::from_secs(2))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            http,
            address,
            base,
            headers: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, header: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != header);
        self.headers.push((header, value.to_owned()));
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// The same caller at a server that was started again.
    pub(crate) fn at(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// The session token in use.
    pub(crate) fn token(&self) -> &str {
        let mut headers = self.headers.iter();
        let found = headers.find(|(name, _)| *name == "authorization");
        found.unwrap().1.strip_prefix("Bearer ").unwrap()
    }

    pub(crate) async fn login(self, email: &str, password: &str) -> Self {
        let body = json!({"email": email, "password": password});
        let session = self.post("/auth/login", &body).await;
        assert_eq!(session.status, 200, "{}", session.text());
        let token = session.json()["token"].as_str().unwrap().to_owned();
        self.bearer(&token)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    /// Asks; fails where the server is killed before its answer has arrived.
    pub(crate) async fn try_get(&self, path: &str) -> Result<Answer, reqwest::Error> {
        self.try_call(Method::GET, path, None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn post_empty(&self, path: &str) -> Answer {
        self.call(Method::POST, path, None).await
    }

    pub(crate) async fn create_customer(&self, customer_id: &str) -> Answer {
        self.post("/customers", &customer(customer_id)).await
    }

    /// Asks for a customer; fails where the server is killed before its answer has arrived.
    pub(crate) async fn try_create_customer(&self, id: &str) -> Result<Answer, reqwest::Error> {
        self.try_call(Method::POST, "/customers", Some(&customer(id)))
            .await
    }

    /// Posts; fails where the server is killed before its answer has arrived.
    pub(crate) async fn try_post(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<Answer, reqwest::Error> {
        self.try_call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.try_call(method, path, body).await.unwrap()
    }

    async fn try_call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, reqwest::Error> {
        let path = format!("{}{path}", self.base);
        let url = format!("http://{}{path}", self.address);
        let mut request = self.http.request(method.clone(), url);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let headers = answer.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), value)
        });
        let (status, headers) = (answer.status().as_u16(), headers.collect());
        let answer = Answer {
            status,
            headers,
            body: answer.bytes().await?.to_vec(),
        };
        let sent = body.map(Value::to_string).unwrap_or_default();
        Ok(answer.judged(method.as_str(), &path, sent.as_bytes()))
    }

    /// Every customer that this administrator sees, by walking through all pages.
    pub(crate) async fn all_customer_ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        loop {
            let path = format!("/customers?filter[limit]=100&filter[skip]={}", ids.len());
            let page = self.get(&path).await;
            assert_eq!(page.status, 200, "{}", page.text());
            let page = page.json();
            let customers = page["data"].as_array().unwrap().iter();
            ids.extend(customers.map(|one| one["customer_id"].as_str().unwrap().to_owned()));
            if page["meta"]["pagination"]["records"]["has_next"] == json!(false) {
                return ids;
            }
        }
    }
}

/// The page's own example with another id.
fn customer(customer_id: &str) -> Value {
    json!({
        "email": "sean.fox@example.com",
        "customer_id": customer_id,
        "entity_name": "Hedge Fund e-commerce",
    })
}
