//! What a login can present, as the contract has it.
//!
//! An account whose e-mail address or password breaks these rules could never sign in, so the
//! command line and the configuration ask here before they make one.

use std::borrow::Cow;

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use sovx_api_types::sovx::models::Login;
use sovx_runtime::{At, Check, Rule, Violations};
use zeroize::Zeroize;

/// Keeps every rule, so that a check tells about the other member only.
const SOME_EMAIL: &str = "ops@acme.example";
const SOME_PASSWORD: &str = "correct horse battery staple";

/// The rule that the address breaks, as a sentence fragment.
#[must_use]
pub fn broken_email_rule(email: &str) -> Option<Cow<'static, str>> {
    let broken = check(&json!({ "email": email, "password": SOME_PASSWORD }));
    broken.iter().next().map(|broken| broken.message.clone())
}

/// The rule that the password breaks.
#[must_use]
pub fn broken_password_rule(password: &SecretString) -> Option<Rule> {
    let mut login = json!({ "email": SOME_EMAIL, "password": password.expose_secret() });
    let broken = check(&login);
    if let Some(Value::String(copy)) = login.get_mut("password") {
        copy.zeroize();
    }
    broken.iter().next().map(|broken| broken.rule)
}

fn check(login: &Value) -> Violations {
    let mut violations = Violations::default();
    Login::check(login, &At::Root, &mut violations);
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_login_presents_as_a_matter_of_course_breaks_no_rule() {
        assert_eq!(broken_email_rule(SOME_EMAIL), None);
        assert_eq!(broken_password_rule(&SOME_PASSWORD.into()), None);
    }

    #[test]
    fn what_no_login_could_present_is_told_by_its_rule() {
        let long = format!("{}@acme.example", "a".repeat(250));
        for email in ["", "nobody", "a\tb@acme.example", long.as_str()] {
            assert!(broken_email_rule(email).is_some(), "{email}");
        }
        let (null, long) = ("a\0".repeat(8), "a".repeat(129));
        assert_eq!(broken_password_rule(&null.into()), Some(Rule::Pattern));
        assert_eq!(broken_password_rule(&long.into()), Some(Rule::MaxLength));
    }
}
