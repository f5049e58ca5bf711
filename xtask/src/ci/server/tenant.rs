//! Those whom a check may act as, made over HTTP before it begins.

use std::process::Command;

use serde_json::{Value, json};

use super::{EMAIL, Server};
use crate::failure::{Failure, Result};
use crate::http;

/// The customer that a check may use; the sandbox's registry knows what begins with `corp-`.
const CUSTOMER: &str = "corp-of-the-checks";

/// The credentials of a customer and of one of its users, and the key of an end customer.
pub(crate) struct Tenant {
    owner_key: String,
    user_token: String,
    customer_key: String,
}

impl Tenant {
    /// Hands the credentials to a check, in its environment.
    pub(crate) fn introduce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("CHECK_OWNER_KEY", &self.owner_key)
            .env("CHECK_USER_TOKEN", &self.user_token)
            .env("CHECK_CUSTOMER_KEY", &self.customer_key)
    }
}

impl Server {
    /// Creates a customer with a key, a user with a token, and an end customer.
    ///
    /// # Errors
    /// The server does not do one of it.
    pub(crate) fn populate(&self) -> Result<Tenant> {
        let session = ("authorization", format!("Bearer {}", self.session));
        let customer = json!({
            "customer_id": CUSTOMER,
            "email": EMAIL,
            "entity_name": "Checks Ltd",
        });
        self.made(&session, "/sovx/v1/customers", &customer, "customer_id")?;
        let credentials = format!("/sovx/v1/customers/{CUSTOMER}/credentials");
        let key = self.made(&session, &credentials, &Value::Null, "customer_secret")?;
        let owner = ("x-api-key", key);
        let user = json!({
            "user_type": "individual",
            "email": EMAIL,
            "first_name": "Check",
            "last_name": "Er",
            "phone": "+12015550199",
            "date_of_birth": "1990-01-01",
            "country": "US",
        });
        let user = self.made(&owner, "/sovx/v1/users", &user, "user_id")?;
        let path = format!("/sovx/v1/users/{user}/token");
        let user_token = self.made(&owner, &path, &Value::Null, "token")?;
        let partner = ("authorization", format!("Bearer {}", self.platform_key));
        let customer = json!({ "name": "Checks" });
        let customer_key = self.made(&partner, "/portal/v1/customers", &customer, "apiKey")?;
        let (_, owner_key) = owner;
        Ok(Tenant {
            owner_key,
            user_token,
            customer_key,
        })
    }

    /// Asks for something to be made; one member of the answer.
    fn made(
        &self,
        (header, credential): &(&str, String),
        path: &str,
        body: &Value,
        member: &str,
    ) -> Result<String> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = http::send_as(self.address, (header, credential), "POST", path, &body)?;
        let said = serde_json::from_str::<Value>(&answer.body).ok();
        let data = said.as_ref().map(|body| body.get("data").unwrap_or(body));
        let value = data.and_then(|data| data.get(member));
        let text = value.and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| {
            let status = answer.status;
            Failure::new(format!("POST {path} was answered with {status}"))
        })
    }
}
