//! Owners, their users, and what those call with.

use chrono::Utc;
use serde_json::{Value, json};

use super::{Caller, TestApp};

impl TestApp {
    /// The owner of the customer `corp-{name}`, with a key of its own.
    pub(crate) async fn owner(&self, name: &str) -> Caller<'_> {
        let account = self.account(name).await;
        let session = self.bearer(&self.session(&account, Utc::now()).await);
        let customer = session.create(&format!("corp-{name}")).await;
        self.with("x-api-key", &session.mint(&customer).await)
    }
}

impl Caller<'_> {
    /// Creates a user of the short form and returns its path.
    pub(crate) async fn user(&self, number: u32) -> String {
        let seen = self.post("/users", &quick_user(number)).await;
        assert_eq!(seen.status, 201, "{seen}");
        format!("/users/{}", seen.data()["user_id"].as_str().unwrap())
    }

    /// Issues a token for the user at this path.
    pub(crate) async fn token(&self, user: &str) -> String {
        let seen = self.trigger(&format!("{user}/token")).await;
        assert_eq!(seen.status, 200, "{seen}");
        seen.data()["token"].as_str().unwrap().to_owned()
    }
}

/// What it takes to create a user in the short form: `user-{number}@example.com`.
pub(crate) fn quick_user(number: u32) -> Value {
    json!({
        "user_type": "individual",
        "email": format!("user-{number}@example.com"),
        "first_name": "John",
        "last_name": "Doe",
        "phone": format!("+1201555{number:04}"),
        "date_of_birth": "1990-01-01",
        "country": "US",
    })
}

/// What it takes to create a user in the full form.
pub(crate) fn full_user(number: u32) -> Value {
    json!({
        "account_type": "individual",
        "account_role": "third",
        "account_purpose": "trading",
        "first_name": "Jane",
        "last_name": "Roe",
        "email": format!("user-{number}@example.com"),
        "phone_country_code": "US",
        "phone_number": format!("201-555-{number:04}"),
        "individual": {
            "dob": "1990-10-15",
            "residential_country_code": "US",
            "residential_address": "1 Main Street",
            "residential_city": "Cheyenne",
            "residential_state": "WY",
            "residential_postal_code": "82001",
            "id_type": "ssn",
            "id_number": "123-45-6789",
        },
    })
}
