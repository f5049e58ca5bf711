//! Operations with responses that have statuses.

use serde_json::{Map, Value, json};

use super::Mender;
use crate::load::pointer;

impl Mender<'_> {
    pub(super) fn operations(&mut self) {
        for operation in self.operation_places() {
            self.responses(&operation.place);
        }
    }

    fn responses(&mut self, operation: &str) {
        let place = pointer::join(operation, "responses");
        let given = self.root.pointer_mut(&place).map(Value::take);
        let given = match given {
            Some(Value::Object(given)) => given,
            _ => Map::new(),
        };
        let mut responses: Map<String, Value> = Map::new();
        for (status, response) in given {
            let from = pointer::join(&place, &status);
            if status.starts_with("x-") {
                responses.insert(status, response);
                continue;
            }
            let Some(meant) = meant(&status) else {
                self.tolerate(
                    "unknown-status",
                    &from,
                    format!("`{status}` is neither a status nor a range of them"),
                    "write a number from 100 to 599, a range such as `4XX`, or `default`",
                );
                continue;
            };
            if meant != status {
                self.origins.rename(&from, &pointer::join(&place, &meant));
            }
            responses.entry(meant).or_insert(response);
        }
        if responses.keys().all(|status| status.starts_with("x-")) {
            self.tolerate(
                "no-response",
                &place,
                "the operation declares no response".to_owned(),
                "declare at least the response of success",
            );
            let any = json!({"description": "Any response: none is declared."});
            responses.insert("default".to_owned(), any);
        }
        if let Some(value) = self.object_mut(operation) {
            value.insert("responses".to_owned(), Value::Object(responses));
        }
    }
}

/// The status, the range of statuses or `default` that is meant.
fn meant(status: &str) -> Option<String> {
    let upper = status.trim().to_ascii_uppercase();
    if upper == "DEFAULT" {
        return Some("default".to_owned());
    }
    let mut characters = upper.chars();
    let class = characters
        .next()
        .filter(|class| ('1'..='5').contains(class))?;
    let rest = characters.as_str();
    let known = rest == "XX" || rest.len() == 2 && rest.chars().all(|c| c.is_ascii_digit());
    known.then(|| format!("{class}{rest}"))
}
