//! A contract as a server of an environment publishes it.

use serde_json::Value;

use crate::config::Environment;

/// The extension that keeps an operation out of all environments but one.
const ROUTES: &str = "x-routes";

/// The contract without the paths that this environment does not have.
pub(super) fn published(contract: &'static str, environment: Environment) -> String {
    let mut document: Value = serde_json::from_str(contract).unwrap_or_default();
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return contract.to_owned();
    };
    let all = paths.len();
    paths.retain(|_, item| exists(item, environment));
    match paths.len() == all {
        true => contract.to_owned(),
        false => document.to_string(),
    }
}

/// Whether all operations of a path exist in an environment.
fn exists(item: &Value, environment: Environment) -> bool {
    let mut operations = item.as_object().into_iter().flatten();
    operations.all(|(_, operation)| match operation.get(ROUTES) {
        Some(routes) => routes.as_str() == Some(&environment.to_string()),
        None => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apis::Api;

    #[test]
    fn the_contract_of_the_live_environment_lacks_what_is_for_the_sandbox_only() {
        let contract = Api::Sovx.parts().contract;
        let paths = |environment| -> Vec<String> {
            let text = published(contract, environment);
            let document: Value = serde_json::from_str(&text).unwrap();
            document["paths"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect()
        };

        let (live, sandbox) = (paths(Environment::Live), paths(Environment::Sandbox));

        let only: Vec<_> = sandbox.iter().filter(|path| !live.contains(path)).collect();
        assert_eq!(
            only,
            [
                "/sandbox/deposits",
                "/sandbox/deposits/{deposit_id}/confirm",
                "/sandbox/deposits/{deposit_id}/reorg",
                "/sandbox/deposits/{deposit_id}/orphan",
            ]
        );
        assert_eq!(live.len() + only.len(), sandbox.len());
    }
}
