//! The two documents inside the compiled server: the contract it embeds and what its code declares.

use serde_json::Value;
use sovx_contract::{DiffOptions, Document};

use crate::check::artefact::{Artefact, State};
use crate::check::server::Binary;
use crate::contracts::Contract;

/// utoipa's headers have no member `required`.
const OPTIONS: DiffOptions = DiffOptions {
    ignore_header_required: true,
};

/// Asks the server for both documents and compares them with the files.
pub(super) fn artefacts(
    binary: &Binary,
    contract: &Contract,
    document: &Document,
) -> [Artefact; 2] {
    let name = &contract.name;
    let mut embedded = Artefact::new(format!("sovx openapi {name} --contract"));
    match binary.document(name, "--contract") {
        Ok(value) => compare_embedded(&mut embedded, document, &value),
        Err(failure) => embedded.broken([failure.to_string()]),
    }
    let mut declared = Artefact::new(format!("sovx openapi {name} --declared"));
    match binary.document(name, "--declared") {
        // A server built from older files declares what those said.
        Ok(value) if embedded.state() == State::Stale => {
            declared.stale(differences(document, &value));
        }
        Ok(value) => declared.broken(differences(document, &value)),
        Err(failure) => declared.broken([failure.to_string()]),
    }
    [embedded, declared]
}

fn compare_embedded(artefact: &mut Artefact, document: &Document, value: &Value) {
    if *value == document.bundled {
        return;
    }
    let place = first_difference(&document.bundled, value, String::new());
    artefact.stale([format!(
        "the server was built from other files: they differ at {place} (fix: build it again)"
    )]);
}

/// Each difference on a line.
pub(super) fn differences(document: &Document, declared: &Value) -> Vec<String> {
    match sovx_contract::load_value("declared.json", declared) {
        Ok(declared) => sovx_contract::diff(document, &declared, OPTIONS)
            .iter()
            .map(ToString::to_string)
            .collect(),
        Err(diagnostics) => diagnostics.0.iter().map(ToString::to_string).collect(),
    }
}

/// The pointer of the first place at which two values differ.
fn first_difference(left: &Value, right: &Value, at: String) -> String {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys());
            let other = |key: &&String| left.get(*key) != right.get(*key);
            keys.into_iter().find(other).map_or(at.clone(), |key| {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                let none = &Value::Null;
                let (left, right) = (left.get(key), right.get(key));
                first_difference(left.unwrap_or(none), right.unwrap_or(none), at)
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            let mut other = pairs.filter(|(_, (left, right))| left != right);
            other.next().map_or(at.clone(), |(index, (left, right))| {
                first_difference(left, right, format!("{at}/{index}"))
            })
        }
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_difference_is_found_by_its_pointer() {
        let left = json!({"paths": {"/a": {"tags": ["x", "y"]}}});
        let right = json!({"paths": {"/a": {"tags": ["x", "z"]}}});

        assert_eq!(
            first_difference(&left, &right, String::new()),
            "/paths/~1a/tags/1"
        );
    }

    #[test]
    fn an_embedded_contract_of_other_files_is_stale() {
        let document = alarm("204");
        let mut artefact = Artefact::new("embedded");

        compare_embedded(&mut artefact, &document, &alarm("200").bundled);

        assert_eq!(artefact.state(), State::Stale);
        assert!(artefact.lines().contains("/paths/~1alarm/delete/responses"));
    }

    #[test]
    fn a_declared_status_of_its_own_is_one_line() {
        let lines = differences(&alarm("204"), &alarm("200").bundled);

        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].starts_with(
            "DELETE /alarm: contract says 204 without a body, server declares 200 without a body"
        ));
    }

    /// The drift that the vendor's own pages show: 204 on one side, 200 on the other.
    #[test]
    fn a_204_where_the_contract_says_200_is_exactly_one_line() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/sovx/openapi.yaml");
        let contract = sovx_contract::load(std::path::Path::new(root)).unwrap();
        let mut declared = contract.bundled.clone();
        let put = declared.pointer_mut("/paths/~1customers~1{customer_id}/put/responses");
        let responses = put.and_then(Value::as_object_mut).unwrap();
        responses.shift_remove("200").unwrap();
        responses.insert("204".to_owned(), json!({"description": "Changed."}));

        let lines = differences(&contract, &declared);

        assert_eq!(lines.len(), 1, "{lines:#?}");
        assert!(
            lines[0].starts_with(
                "PUT /customers/{customer_id}: contract says 200 with a body, \
                 server declares 204 without a body"
            ),
            "{lines:#?}"
        );
    }

    fn alarm(status: &str) -> Document {
        let value = json!({
            "openapi": "3.1.0",
            "info": {"title": "Clock", "version": "1"},
            "paths": {"/alarm": {"delete": {
                "operationId": "stop",
                "responses": {status: {"description": "Stopped."}},
            }}},
        });
        sovx_contract::load_value("clock.json", &value).unwrap()
    }
}
